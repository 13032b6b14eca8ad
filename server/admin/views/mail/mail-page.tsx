import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Mail } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { mailCustomer, mailHash, mailProblem, mails, nextMails, readMails } from "../../state/mail.ts";
import { listHash } from "../../state/place.ts";
import { mailIsSent } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { Patient } from "../../ui/patient.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";
import { MenuButton } from "../shell/menu-button.tsx";
import { MailState } from "./mail-state.tsx";
import { MailPane } from "./mail-pane.tsx";

export function MailPage({ open }: { open: string | null }): VNode {
  const customer = mailCustomer.value;
  useEffect(() => {
    mails.value = null;
    void readMails();
  }, [customer]);
  return (
    <main class="work" tabIndex={-1} data-pane={open ? "open" : undefined}>
      <section class="list" aria-label={text.mail.list}>
        <header class="list-head">
          <div class="list-title">
            <MenuButton />
            <h1>{text.mail.title}</h1>
          </div>
          {customer !== undefined && (
            <p class="list-title">
              <span class="quiet">{text.mail.toCustomer(mails.value?.[0]?.customer?.name ?? "")}</span>
              <a href="#mail">{text.mail.all}</a>
            </p>
          )}
          {!mailIsSent.value && (
            <p class="note-line">
              <Icon name="mail" size={16} />
              {text.mail.kept}
            </p>
          )}
        </header>
        <div class="list-scroll">
          <Mails open={open} />
        </div>
      </section>
      <MailPane id={open} />
    </main>
  );
}

function Mails({ open }: { open: string | null }): VNode {
  const list = mails.value;
  if (mailProblem.value && !list) {
    return (
      <div class="empty" role="alert">
        <p>
          {text.mail.failed} {problemText(mailProblem.value)}
        </p>
        <button type="button" class="button" onClick={() => void readMails()}>
          {text.tryAgain}
        </button>
      </div>
    );
  }
  if (!list) {
    return (
      <Patient>
        <p class="empty">{text.loading}</p>
      </Patient>
    );
  }
  if (list.length === 0) {
    return (
      <div class="empty">
        <p>{mailCustomer.value === undefined ? text.mail.empty : text.mail.emptyCustomer}</p>
        <a class="button" href={listHash()}>
          {text.toTickets}
        </a>
      </div>
    );
  }
  const more = nextMails.value;
  return (
    <>
      <ul class="rows">
        {list.map((mail) => (
          <li key={mail.id}>
            <MailRow mail={mail} isOpen={mail.id === open} />
          </li>
        ))}
      </ul>
      {more && (
        <button type="button" class="button more" onClick={() => void readMails(more)}>
          {text.queue.more}
        </button>
      )}
    </>
  );
}

const MailRow = ({ mail, isOpen }: { mail: Mail; isOpen: boolean }): VNode => (
  <a class="row" href={mailHash(mail.id)} {...(isOpen && { "aria-current": "true" as const })}>
    <span class="row-line">
      <span class="subject clip" dir="auto">
        {mail.subject}
      </span>
      <Time iso={mail.createdAt} />
    </span>
    <span class="row-line row-second">
      <MailState state={mail.state} />
      <bdi class="clip excerpt">{mail.to}</bdi>
      <bdi class="quiet clip">{mail.project?.name ?? text.mail.toStaff}</bdi>
      {mail.ticket && <span class="number">{text.ticket.number(mail.ticket.number)}</span>}
    </span>
  </a>
);
