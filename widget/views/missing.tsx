import { words } from "../locales/en-missing.ts";
import type { Base } from "../state/base.ts";
import type { Language } from "../state/language.ts";
import type { Navigation } from "../state/navigation.ts";
import type { Writing } from "../state/writing.ts";
import { SignInLink } from "../ui/sign-in-link.tsx";

/** A ticket that is not there for this person or browser. What they wrote to it stays theirs. */
export function Missing({ app, id }: { app: Base & Language & Navigation & Writing; id: string }) {
  const t = words(app);
  const { body } = app.draft(id).fields;
  return (
    <>
      <p role="alert">{app.thread.isGone ? t.gone : t.notFound}</p>
      {body && (
        <label class="field">
          {t.unsentReply}
          <textarea readOnly rows={4} value={body} dir="auto" />
        </label>
      )}
      <button type="button" class="main" onClick={() => app.go({ name: "home" })}>
        {t.home}
      </button>
      {!app.session.person() && <SignInLink app={app} />}
    </>
  );
}
