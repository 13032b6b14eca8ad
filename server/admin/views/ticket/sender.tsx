import type { VNode } from "preact";
import type { StaffTicket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Avatar } from "../../ui/badges.tsx";
import { Icon } from "../../ui/icon.tsx";
import { BlockSender } from "./block-sender.tsx";
import { senderOf } from "../queue/ticket-row.tsx";

export function Sender({ ticket }: { ticket: StaffTicket }): VNode {
  const { from } = ticket;
  return (
    <section class="sender-card" aria-label={text.ticket.customer}>
      <h2>{text.ticket.customer}</h2>
      <p class="sender-name">
        <Avatar name={senderOf(ticket)} kind="customer" />
        <bdi class="clip">{from.name || text.ticket.visitor}</bdi>
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
          {from.emailProven ? text.ticket.proven : text.ticket.notProven}
        </p>
      )}
      {from.kind === "visitor" && from.email && <BlockSender email={from.email} />}
    </section>
  );
}
