import { Component } from "preact";
import { words } from "../locales/en-sign-in.ts";
import type { App } from "../state/app.ts";
import { CodeField } from "./code-field.tsx";
import { type Flow, goTo, sendCode, tryCode } from "./flow.ts";
import { Frame, Way } from "./frame.tsx";
import { mailed } from "./mailed.ts";
import { timeText } from "./refusal.tsx";

/** Mails take a moment, and who presses again at once only has two codes to mix up. */
const patience = 30_000;

interface StepProps {
  app: App;
  flow: Flow;
}

export function CodeStep({ app, flow }: StepProps) {
  const t = words(app);
  const { email } = flow.fields;
  const tryIt = (): Promise<void> => tryCode(app, flow);
  return (
    <Frame
      app={app}
      form={flow}
      moved={flow.moved}
      title={t.lookIntoMails}
      press={t.signIn}
      onPress={tryIt}
      ways={
        <>
          <p class="hint">{t.lookInSpam}</p>
          <SendAgain key={flow.sentAt} app={app} flow={flow} />
          <Way press={() => goTo(flow, "address")}>{t.otherAddress}</Way>
          {flow.passwordAllowed && <Way press={() => goTo(flow, "password")}>{t.usePassword}</Way>}
        </>
      }
    >
      <p>{mailed(app, app.portal!.selfRegistration ? t.codeSent(email) : t.codeInvited(email))}</p>
      <CodeField app={app} form={flow} label={t.code} onWhole={tryIt} />
    </Frame>
  );
}

class SendAgain extends Component<StepProps> {
  #timer: ReturnType<typeof setInterval> | undefined;

  override componentDidMount(): void {
    this.#timer = setInterval(() => this.forceUpdate(), 1000);
  }

  override componentWillUnmount(): void {
    clearInterval(this.#timer);
  }

  render() {
    const { app, flow } = this.props;
    const t = words(app);
    const left = Math.ceil((flow.sentAt + patience - Date.now()) / 1000);
    return (
      <button type="button" class="text" disabled={left > 0 || flow.busy} onClick={() => sendCode(app, flow)}>
        {left > 0 ? t.sendAgainIn(timeText(app.locale, left)) : t.sendAgain}
      </button>
    );
  }
}
