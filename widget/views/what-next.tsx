import type { SentWords } from "../locales/en-sent.ts";
import type { App } from "../state/app.ts";
import { CopyLink } from "../ui/copy-link.tsx";

export { words } from "../locales/en-sent.ts";

/** How to follow a ticket that has just arrived. */
export function WhatNext({ app }: { app: App }) {
  const t = app.t as SentWords;
  const { ticket, email } = app.form.sent!;
  return (
    <>
      <p>{t.sentNumber(ticket.number)}</p>
      {!app.session.person() && (email ? <p>{t.sentMail(email)}</p> : <CopyLink app={app} id={ticket.id} />)}
      <button type="button" class="main" onClick={() => app.go({ name: "ticket", id: ticket.id })}>
        {t.openTicket}
      </button>
    </>
  );
}
