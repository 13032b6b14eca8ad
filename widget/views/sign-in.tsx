import type { App } from "../state/app.ts";

/** Says who gets in. The way in itself comes with a later version. */
export function SignIn({ app }: { app: App }) {
  const t = app.t;
  const { name, selfRegistration } = app.portal!;
  return (
    <section class="empty">
      <h2>{t.signInTitle}</h2>
      <p>{t.signInText(name)}</p>
      <p class="quiet">{selfRegistration ? t.signInRegister : t.signInInvited(name)}</p>
      {app.form.dirty() && <p class="notice">{t.problems.login_required}</p>}
    </section>
  );
}
