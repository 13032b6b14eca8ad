/** The head of the hosted portal: what somebody may begin, in which language, and who is here. */
import { words } from "../locales/en-page.ts";
import type { App } from "../state/app.ts";
import { spokenOf } from "../state/spoken.ts";
import { Icon } from "../ui/icon.tsx";
import { languageName } from "../ui/language-name.ts";

const globe = "M3 10a7 7 0 1014 0 7 7 0 10-14 0M3 10h14M10 3c-5 4-5 10 0 14 5-4 5-10 0-14";

export function Head({ app }: { app: App }) {
  const { t, route, portal, session, tickets } = app;
  if (!portal || app.closed) return null;
  const person = session.person();
  const names = person && [person.name, person.email].filter(Boolean);
  const isAtDoor = route.name === "sign-in" || route.name === "link" || app.needsSignIn();
  const isReading = (route.name === "ticket" || route.name === "tickets") && tickets.items.length > 0;
  return (
    <>
      {isReading && (
        <button type="button" class="head" aria-label={t.newTicket} onClick={() => app.go({ name: "new" })}>
          <Icon name="attach" />
          <span>{t.newTicket}</span>
        </button>
      )}
      {portal.locales.length > 1 && <Languages app={app} />}
      {(person || !isAtDoor) && (
        <button
          type="button"
          class="head who"
          aria-label={names?.join(" ") || undefined}
          onClick={() => app.go({ name: "sign-in" })}
        >
          <bdi>{names ? names[0] || words(app).yourAccount : t.signIn}</bdi>
        </button>
      )}
    </>
  );
}

/** Whoever has an account is written to in this one, too. */
function Languages({ app }: { app: App }) {
  const choose = (locale: string): void => {
    const { api, session } = app;
    void app.setLocale(locale);
    if (!session.person()) return;
    const request = { method: "PATCH", body: { locale }, token: session.token() };
    api.ask("/customer", request).then(session.refresh, app.refused);
  };
  return (
    <label class="languages">
      <Icon path={globe} />
      <select
        aria-label={words(app).language}
        value={spokenOf(app)}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {app.portal!.locales.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageName(tag)}
          </option>
        ))}
      </select>
    </label>
  );
}
