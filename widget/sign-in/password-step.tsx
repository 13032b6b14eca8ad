import { words } from "../locales/en-sign-in.ts";
import type { App } from "../state/app.ts";
import { Field } from "../ui/field.tsx";
import { type Flow, goTo, sendLink, tryPassword } from "./flow.ts";
import { Frame, Way } from "./frame.tsx";
import { mailed } from "./mailed.ts";

interface StepProps {
  app: App;
  flow: Flow;
}

export function PasswordStep({ app, flow }: StepProps) {
  const t = words(app);
  return (
    <Frame
      app={app}
      form={flow}
      moved
      title={t.signIn}
      press={t.signIn}
      onPress={() => tryPassword(app, flow)}
      ways={
        <>
          <Way press={() => goTo(flow, "address")}>{t.useCode}</Way>
          <Way press={() => sendLink(app, flow)}>{t.forgotPassword}</Way>
        </>
      }
    >
      <Field app={app} form={flow} name="email" type="email" autocomplete="username" />
      <Field app={app} form={flow} name="password" label={t.password} type="password" autocomplete="current-password" />
    </Frame>
  );
}

/** The same words whoever asked: whether there is an account is nobody's business. */
export function LinkSentStep({ app, flow }: StepProps) {
  const t = words(app);
  return (
    <Frame
      app={app}
      form={flow}
      title={t.lookIntoMails}
      press={t.sendAgain}
      onPress={() => sendLink(app, flow)}
      ways={<Way press={() => goTo(flow, "address")}>{t.back}</Way>}
    >
      <p role="status">{mailed(app, t.linkSent(flow.fields.email))}</p>
      <p class="hint">{t.lookInSpam}</p>
    </Frame>
  );
}
