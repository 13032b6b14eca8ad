import { words } from "../locales/en-missing.ts";
import type { App } from "../state/app.ts";
import { SignInLink } from "../ui/sign-in-link.tsx";

/** A ticket that is not there for this person or browser. What they wrote to it stays theirs. */
export function Missing({ app, id }: { app: App; id: string }) {
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
