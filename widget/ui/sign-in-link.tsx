import type { Language } from "../state/language.ts";
import type { Navigation } from "../state/navigation.ts";

export const SignInLink = ({ app }: { app: Language & Navigation }) => (
  <button type="button" class="text" onClick={() => app.go({ name: "sign-in" })}>
    {app.t.signIn}
  </button>
);
