import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Mail } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { mailCustomer, mailHash, mails, readMails } from "../../state/mail.ts";
import { listHash } from "../../state/place.ts";
import { mailIsSent } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { ListStates } from "../../ui/list-states.tsx";
import { Time } from "../../ui/time.tsx";
import { PageHead, toSettings } from "../shell/page-head.tsx";
import { MailState } from "./mail-state.tsx";
import { MailPane } from "./mail-pane.tsx";

export function MailPage({ open }: { open: string | null }): VNode {
  const customer = mailCustomer.value;
  useEffect(readMails, [customer]);
  return (
    <main class="work" tabIndex={-1} data-pane={open ? "open" : undefined}>
      <section class="list" aria-label={text.mail.list}>
        <div class="list-head">
          <PageHead title={text.mail.title} back={toSettings()} />
          {customer !== undefined && (
            <p class="list-lead">
              <span class="quiet">{text.mail.toCustomer(mails.items.value?.[0]?.customer?.name ?? "")}</span>
              <a href="#mail">{text.mail.all}</a>
            </p>
          )}
          {!mailIsSent.value && (
            <p class="note-line">
              <Icon name="mail" size={16} />
              {text.mail.kept}
            </p>
          )}
        </div>
        <div class="list-scroll">
          <Mails open={open} />
        </div>
      </section>
      {open && <MailPane id={open} />}
    </main>
  );
}

const Mails = ({ open }: { open: string | null }): VNode => (
  <ListStates
    list={mails}
    failed={text.mail.failed}
    again={readMails}
    empty={
      <>
        <p>{mailCustomer.value === undefined ? text.mail.empty : text.mail.emptyCustomer}</p>
        <a class="button" href={listHash()}>
          {text.toTickets}
        </a>
      </>
    }
  >
    {(items) => (
      <ul class="rows mails">
        {items.map((mail) => (
          <li key={mail.id}>
            <MailRow mail={mail} isOpen={mail.id === open} />
          </li>
        ))}
      </ul>
    )}
  </ListStates>
);

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
      <bdi class="clip excerpt">{mail.from ? text.mail.from(mail.from.name || mail.from.address) : mail.to}</bdi>
      <bdi class="from-project quiet clip">{mail.project?.name ?? text.mail.toStaff}</bdi>
      {mail.ticket && <span class="number">{text.ticket.number(mail.ticket.number)}</span>}
    </span>
  </a>
);
