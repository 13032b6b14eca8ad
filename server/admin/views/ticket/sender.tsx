import type { VNode } from "preact";
import type { StaffTicket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { isViewer } from "../../state/session.ts";
import { Avatar } from "../../ui/badges.tsx";
import { Icon } from "../../ui/icon.tsx";
import { BlockSender } from "./block-sender.tsx";
import { senderOf } from "../queue/ticket-row.tsx";

/** A customer with a proven address is a registered one; a visitor may have proven nothing. */
const proofOf = ({ from: { kind, emailProven } }: StaffTicket): string =>
  kind === "customer"
    ? emailProven
      ? text.ticket.registered
      : text.ticket.notRegistered
    : emailProven
      ? text.ticket.proven
      : text.ticket.notProven;

export function Sender({ ticket }: { ticket: StaffTicket }): VNode {
  const { from } = ticket;
  return (
    <section class="sender-card" aria-label={text.ticket.customer}>
      <h2>{text.ticket.customer}</h2>
      <p class="sender-name">
        <Avatar name={senderOf(ticket)} kind="customer" />
        {from.customerId ? (
          <a class="clip" href={`#customers/${encodeURIComponent(from.customerId)}`} title={text.ticket.profile}>
            <bdi>{from.name || from.email}</bdi>
          </a>
        ) : (
          <bdi class="clip">{from.name || text.ticket.visitor}</bdi>
        )}
      </p>
      {from.email ? (
        <p class="sender-email">
          <bdi>{from.email}</bdi>
        </p>
      ) : (
        <p class="hint">{text.ticket.noEmail}</p>
      )}
      {from.email && (
        <p
          class={from.emailProven ? "proof" : "proof not-proven"}
          title={from.emailProven ? undefined : text.ticket.notProvenHint}
        >
          <Icon name={from.emailProven ? "check" : "warning"} size={16} />
          {proofOf(ticket)}
        </p>
      )}
      {ticket.company && (
        <p class="proof quiet">
          <Icon name="people" size={16} />
          <a href={`#companies/${encodeURIComponent(ticket.company.id)}`}>
            <bdi>{ticket.company.name}</bdi>
          </a>
        </p>
      )}
      {from.kind === "visitor" && from.email && !isViewer.value && <BlockSender email={from.email} />}
    </section>
  );
}
