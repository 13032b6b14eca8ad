/** "This was not me": a link in a mail about a change. Looking at it does nothing; pressing the button stops the account. */
import { Component } from "preact";
import { words } from "../locales/en-account.ts";
import { words as signInWords } from "../locales/en-sign-in.ts";
import { asking, attempt } from "../sign-in/asking.ts";
import { Frame, Way } from "../sign-in/frame.tsx";
import type { App } from "../state/app.ts";

interface StopProps {
  app: App;
  token: string;
}

export class Stop extends Component<StopProps> {
  #form = asking(this.props.app, {}, { done: false });

  #stop = (): Promise<void> => {
    const { app, token } = this.props;
    return attempt(app, this.#form, async () => {
      await app.api.ask("/account-stops", { body: { token } });
      this.#form.done = true;
    });
  };

  /** Where only who is signed in may write, nobody is sent to a form that they cannot send. */
  #after(title: string, text: string) {
    const { app } = this.props;
    const t = words(app);
    const { name, loginRequired } = app.portal!;
    const go = (): void => app.go({ name: loginRequired ? "home" : "new" });
    return (
      <Frame
        app={app}
        form={{ ...this.#form, problem: undefined }}
        title={title}
        press={loginRequired ? t.back : t.newTicket}
        onPress={go}
      >
        <p role="alert">
          {text} {loginRequired ? t.stopAsk(name) : t.stopWrite(name)}
        </p>
      </Frame>
    );
  }

  render() {
    const { app } = this.props;
    const form = this.#form;
    const t = words(app);
    const { name } = app.portal!;
    const home = (): void => app.go({ name: "home" });
    if (form.done) return this.#after(t.stopped, t.stoppedText(name));
    // Told of it, the people of the desk can do the same.
    if (form.problem?.code === "link_expired") return this.#after(signInWords(app).linkOver, t.stopOver);
    return (
      <Frame
        app={app}
        form={form}
        title={t.stopTitle}
        press={t.stopYes}
        onPress={this.#stop}
        ways={<Way press={home}>{t.stopNo}</Way>}
      >
        <p>{t.stopText(name)}</p>
      </Frame>
    );
  }
}
