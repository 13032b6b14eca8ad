import { words } from "../locales/en-sent.ts";
import type { App } from "../state/app.ts";

/** Storage that is full or refused lasts as long as the page. */
function isKept(app: App): boolean {
  try {
    return localStorage[`deskbell:${app.config.portal}`].includes(app.session.token());
  } catch {
    return false;
  }
}

/** How to follow a ticket that has just arrived. */
export function WhatNext({ app }: { app: App }) {
  const t = words(app);
  const { ticket, email } = app.form.sent!;
  const isKnown = !!app.session.person();
  const link = !isKnown && app.chunks.need("link");
  return (
    <>
      <p>{(isKnown ? t.sentSignedIn : isKept(app) ? t.sentNumber : t.sentUnkept)(ticket.number)}</p>
      {!isKnown && email && app.portal!.mailIsSent && <p>{t.sentMail(email)}</p>}
      {link && <link.CopyLink app={app} id={ticket.id} />}
      <button type="button" class="main" onClick={() => app.go({ name: "ticket", id: ticket.id })}>
        {t.openTicket}
      </button>
    </>
  );
}
