import type { Base } from "../state/base.ts";
import type { Language } from "../state/language.ts";
import type { Navigation } from "../state/navigation.ts";

/** The hosted portal has its own, in its head. */
export const SignInLink = ({ app }: { app: Base & Language & Navigation }) =>
  app.config.page ?? (
    <button type="button" class="text" onClick={() => app.go({ name: "sign-in" })}>
      {app.t.signIn}
    </button>
  );
