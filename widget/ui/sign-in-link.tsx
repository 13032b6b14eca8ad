import type { App } from "../state/app.ts";

export const SignInLink = ({ app }: { app: App }) => (
  <button type="button" class="text" onClick={() => app.go({ name: "sign-in" })}>
    {app.t.signIn}
  </button>
);
