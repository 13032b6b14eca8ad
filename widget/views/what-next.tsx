import { words } from "../locales/en-sent.ts";
import type { App } from "../state/app.ts";
import { Content } from "../ui/content.tsx";
import { Icon } from "../ui/icon.tsx";

export { default as css } from "./what-next.css";

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
  const { content, attachments } = ticket.messages[0]!;
  const files = attachments[0] && app.chunks.need("files");
  const isAnswered = app.tickets.items.some(({ id, unread }) => unread && id === ticket.id);
  const isKnown = !!app.session.person();
  const link = !isKnown && app.chunks.need("link");
  return (
    <>
      <span class="tick solved">
        <Icon name="solved" />
      </span>
      <p>{(isKnown ? t.sentSignedIn : isKept(app) ? t.sentNumber : t.sentUnkept)(ticket.number)}</p>
      {!isKnown && email && app.portal!.mailIsSent && <p>{t.sentMail(email)}</p>}
      <button type="button" class="main" onClick={() => app.go({ name: "ticket", id: ticket.id })}>
        {isAnswered ? t.readAnswer : t.openTicket}
      </button>
      {/* Below it: what comes a moment later may not move what somebody is pressing. */}
      {link && <link.CopyLink app={app} id={ticket.id} />}
      <article class="as-sent letter mine">
        <small>
          <bdi>{ticket.subject}</bdi>
        </small>
        <Content tree={content} />
        {files && <files.Attachments app={app} list={attachments} />}
      </article>
    </>
  );
}
