import { words } from "../locales/en-sign-in.ts";
import type { App } from "../state/app.ts";
import { Field } from "../ui/field.tsx";
import { type Flow, goTo, sendCode } from "./flow.ts";
import { Frame, Way } from "./frame.tsx";

/** One way in for who is known and who is new: the code that proves the address also registers it. */
export function AddressStep({ app, flow }: { app: App; flow: Flow }) {
  const t = words(app);
  const { name, loginRequired, selfRegistration } = app.portal!;
  const registers = flow.registers && selfRegistration;
  return (
    <Frame
      app={app}
      form={flow}
      moved={flow.moved}
      title={registers ? t.register : t.signIn}
      press={t.sendCode}
      onPress={() => sendCode(app, flow)}
      ways={
        <>
          {flow.passwordAllowed && !registers && <Way press={() => goTo(flow, "password")}>{t.usePassword}</Way>}
          {selfRegistration && (
            <Way press={() => (flow.registers = !registers)}>{registers ? t.knownHere : t.newHere}</Way>
          )}
        </>
      }
    >
      <p>
        {loginRequired ? t.whyRequired(name) : t.whySignIn} {!selfRegistration && t.byInvitation(name)}
      </p>
      {app.unsent() && <p class="notice">{t.keptMeanwhile}</p>}
      {registers && <Field app={app} form={flow} name="name" max={120} autocomplete="name" />}
      <Field app={app} form={flow} name="email" type="email" autocomplete="username" />
    </Frame>
  );
}
