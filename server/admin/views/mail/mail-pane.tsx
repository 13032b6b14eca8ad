import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { mailHash, mailProblem, openMail, readMail } from "../../state/mail.ts";
import { ticketHash } from "../../state/place.ts";
import { Icon } from "../../ui/icon.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";
import { DecisionLine } from "./decision-line.tsx";
import { MailState } from "./mail-state.tsx";
import { SendingLine } from "./sending-line.tsx";

export function MailPane({ id }: { id: string }): VNode {
  useEffect(() => void readMail(id), [id]);
  return (
    <section class="pane" aria-label={text.mail.title}>
      <OpenMail id={id} />
    </section>
  );
}

function OpenMail({ id }: { id: string }): VNode {
  const mail = openMail.value?.id === id ? openMail.value : null;
  return (
    <>
      <header class="ticket-head">
        <a class="icon-button back" href={mailHash(null)} aria-label={text.back}>
          <Icon name="back" />
        </a>
        {mail && (
          <div class="ticket-title">
            <h1 dir="auto">{mail.subject}</h1>
            <p>
              <MailState state={mail.state} />
              {mail.from && (
                <bdi class="quiet">
                  {text.mail.from(mail.from.name ? `${mail.from.name} <${mail.from.address}>` : mail.from.address)}
                </bdi>
              )}
              <bdi class="quiet">{text.mail.to(mail.to)}</bdi>
              <bdi class="quiet">{mail.project?.name ?? text.mail.toStaff}</bdi>
              <Time iso={mail.sentAt ?? mail.createdAt} />
              {mail.ticket && <a href={ticketHash(mail.ticket.id)}>{text.mail.ticket(mail.ticket.number)}</a>}
            </p>
          </div>
        )}
      </header>
      {mail && (mail.direction === "in" ? <DecisionLine mail={mail} /> : <SendingLine mail={mail} />)}
      {mail ? (
        <div class="pane-scroll" tabIndex={0} role="region" aria-label={mail.subject}>
          <pre class="mail-text" dir="auto">
            {mail.text}
          </pre>
          {mail.quoted && (
            <details class="mail-quoted">
              <summary>{text.mail.quoted}</summary>
              <pre class="mail-text" dir="auto">
                {mail.quoted}
              </pre>
            </details>
          )}
        </div>
      ) : (
        mailProblem.value && (
          <p class="empty" role="alert">
            {problemText(mailProblem.value)}
          </p>
        )
      )}
    </>
  );
}
