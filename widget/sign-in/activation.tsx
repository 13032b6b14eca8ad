/** A link from a mail: an invitation, a welcome, a new password. Looking at it uses nothing up; pressing the button does. */
import { Component } from "preact";
import type { ActivationCheck } from "../../server/contract/index.ts";
import type { ApiError } from "../api.ts";
import { words } from "../locales/en-sign-in.ts";
import type { App } from "../state/app.ts";
import { Field } from "../ui/field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { asking, attempt } from "./asking.ts";
import { enter } from "../state/enter.ts";
import { flowOf, goTo, sendLink } from "./flow.ts";
import { Frame, Way } from "./frame.tsx";
import { LinkSentStep } from "./password-step.tsx";

interface ActivationProps {
  app: App;
  token: string;
}

export class Activation extends Component<ActivationProps> {
  #form = asking(this.props.app, { name: "", password: "" }, { found: undefined as ActivationCheck | undefined });

  override componentDidMount(): void {
    void this.#check();
  }

  #check = (): Promise<void> => {
    const { app, token } = this.props;
    return attempt(app, this.#form, async () => {
      const found = await app.api.ask<ActivationCheck>("/activations/check", { body: { token } });
      this.#form.found = found;
    });
  };

  #activate = (): Promise<void> => {
    const { app, token } = this.props;
    const { name, password } = this.#form.fields;
    const [challenge] = flowOf(app).challenges;
    const body = { token, challenge, ...(name && { name }), ...(password && { password }) };
    return attempt(app, this.#form, () => enter(app, "/activations", body));
  };

  render() {
    const { app } = this.props;
    const t = words(app);
    const form = this.#form;
    const { found, problem } = form;
    if ((problem as ApiError | undefined)?.code === "link_expired") return <LinkOver app={app} canSend />;
    if (!found) {
      if (!problem) return <Skeleton rows={2} />;
      return <Frame app={app} form={form} title={t.checking} press={t.tryAgain} onPress={this.#check} />;
    }
    const { kind, address, name } = found;
    const wrong = problem && (t.passwordProblems as Record<string, string>)[problem.fields["password"]!];
    return (
      <Frame app={app} form={form} title={t.greetings[kind](app.portal!.name)} press={t.goIn} onPress={this.#activate}>
        <p>{t.greetingTexts[kind](address)}</p>
        {kind !== "sign-in" && (
          <>
            {!name && <Field app={app} form={form} name="name" max={120} autocomplete="name" />}
            <Field
              app={app}
              form={form}
              name="password"
              label={t.password}
              type="password"
              autocomplete="new-password"
              hint={t.newPasswordHint}
              wrong={wrong}
              optional
            />
          </>
        )}
      </Frame>
    );
  }
}

/** @param canSend it would have opened an account: a new one can be sent. One to a ticket only comes with an answer */
export function LinkOver({ app, canSend }: { app: App; canSend?: boolean }) {
  const t = words(app);
  const flow = flowOf(app);
  if (canSend && flow.step === "link-sent") return <LinkSentStep app={app} flow={flow} />;
  const toSignIn = (): void => {
    goTo(flow, "address");
    app.go({ name: "sign-in" });
  };
  return canSend ? (
    <Frame
      app={app}
      form={flow}
      title={t.linkOver}
      press={t.sendNewLink}
      onPress={() => sendLink(app, flow)}
      ways={<Way press={toSignIn}>{t.signIn}</Way>}
    >
      <p role="alert">{t.linkOverText}</p>
      <Field app={app} form={flow} name="email" type="email" autocomplete="username" />
    </Frame>
  ) : (
    <Frame app={app} form={flow} title={t.linkOver} press={t.signIn} onPress={toSignIn}>
      <p role="alert">{t.trackingOver}</p>
    </Frame>
  );
}
