import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { areDetailsOpen } from "../../state/chrome.ts";
import { listHash } from "../../state/place.ts";
import { head, refreshTicket, ticketProblem } from "../../state/ticket.ts";
import { StatusBadge } from "../../ui/badges.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NotRead } from "../../ui/not-read.tsx";
import { Patient } from "../../ui/patient.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { MenuButton } from "../shell/menu-button.tsx";
import { BesideLine } from "./beside-line.tsx";
import { Composer } from "./composer.tsx";
import { Details } from "./details.tsx";
import { HeldLine } from "./held-line.tsx";
import { Thread } from "./thread.tsx";

export const TicketPane = ({ id }: { id: string }): VNode => (
  <section class="pane" aria-label={text.ticket.label} key={id}>
    <OpenTicket id={id} />
  </section>
);

export const BackToList = (): VNode => (
  <a class="icon-button back" href={listHash()} aria-label={text.back}>
    <Icon name="back" />
  </a>
);

function OpenTicket({ id }: { id: string }): VNode {
  const problem = ticketProblem.value;
  const ticket = head.value;
  if (problem && !ticket) {
    const isMissing = problem.code === "not_found";
    return (
      <>
        <header class="ticket-head">
          <BackToList />
        </header>
        <NotRead
          why={isMissing ? text.ticket.notFound : `${text.ticket.failed} ${problemText(problem)}`}
          again={!isMissing && (() => void refreshTicket())}
        >
          {isMissing && (
            <a class="button" href={listHash()}>
              {text.ticket.toList}
            </a>
          )}
        </NotRead>
      </>
    );
  }
  if (!ticket) {
    return (
      <Patient>
        <header class="ticket-head skeleton">
          <span class="bar" style={{ inlineSize: "40%" }} />
        </header>
      </Patient>
    );
  }
  return (
    <article class="ticket" aria-labelledby="subject">
      <header class="ticket-head">
        <BackToList />
        <MenuButton />
        <div class="ticket-title">
          <Subject subject={ticket.subject} />
          <p>
            <span class="number">{text.ticket.number(ticket.number)}</span>
            <StatusBadge status={ticket.status} />
          </p>
        </div>
        <button
          type="button"
          class="button small details-button"
          aria-expanded={areDetailsOpen.value}
          aria-controls="details"
          onClick={() => {
            areDetailsOpen.value = !areDetailsOpen.value;
          }}
        >
          {text.ticket.details}
          <Icon name="down" size={16} />
        </button>
      </header>
      <div class="ticket-body">
        <div class="conversation">
          {ticket.held && <HeldLine />}
          <BesideLine parked={ticket.parked} />
          <Thread ticket={id} />
          <Composer key={id} ticket={ticket} />
        </div>
        <Details ticket={ticket} />
      </div>
    </article>
  );
}

function Subject({ subject }: { subject: string }): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  // Where the ticket takes the list's place, the row that had the focus is gone; beside the list it keeps it. The form of a
  // new ticket is gone in both cases.
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body;
    if (isLost || !document.querySelector(".list")?.checkVisibility()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 id="subject" dir="auto" title={subject} tabIndex={-1} ref={heading}>
      {subject}
    </h1>
  );
}
