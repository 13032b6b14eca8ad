/** The way in: by a mailed code, by a password, by a link from a mail. */
import type { App } from "../state/app.ts";
import { Later } from "../ui/later.tsx";
import { Activation, LinkOver } from "./activation.tsx";
import { AddressStep } from "./address-step.tsx";
import { CodeStep } from "./code-step.tsx";
import { flowOf } from "./flow.ts";
import { LinkSentStep, PasswordStep } from "./password-step.tsx";

export { default as css } from "./sign-in.css";

const steps = { address: AddressStep, code: CodeStep, password: PasswordStep, "link-sent": LinkSentStep };

function SignIn({ app }: { app: App }) {
  const { route } = app;
  if (route.name === "link") {
    const { token, stops } = route;
    if (stops) {
      return (
        <Later app={app} chunk="account">
          {({ Stop }) => <Stop key={token} app={app} token={token!} />}
        </Later>
      );
    }
    return token ? <Activation key={token} app={app} token={token} /> : <LinkOver app={app} />;
  }
  const flow = flowOf(app);
  const Step = steps[flow.step];
  return <Step key={flow.step} app={app} flow={flow} />;
}

export { SignIn as View };
