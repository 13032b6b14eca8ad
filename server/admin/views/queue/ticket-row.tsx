import type { VNode } from "preact";
import type { StaffTicket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { projects } from "../../state/desk.ts";
import { hasDraft } from "../../state/drafts.ts";
import { isUsual } from "../../state/filter.ts";
import { filter, openTicketId, ticketHash } from "../../state/place.ts";
import { isNews } from "../../state/opened.ts";
import { cursor } from "../../state/queue.ts";
import { Avatar, PriorityMark, StatusBadge } from "../../ui/badges.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";

export const senderOf = ({ from }: StaffTicket): string => from.name || from.email || text.queue.visitor;

export function TicketRow({ ticket }: { ticket: StaffTicket }): VNode {
  const isOpen = openTicketId.value === ticket.id;
  return (
    <li>
      <a
        class={isNews(ticket) ? "row news" : "row"}
        href={ticketHash(ticket.id)}
        data-ticket={ticket.id}
        data-cursor={cursor.value === ticket.id || undefined}
        {...(isOpen && { "aria-current": "true" as const })}
        onFocus={() => {
          cursor.value = ticket.id;
        }}
      >
        <span class="row-line">
          {ticket.unanswered && (
            <span class="dot" title={text.queue.unanswered}>
              <span class="visually-hidden">
                {text.queue.unanswered}
                {isNews(ticket) && `, ${text.queue.unseen}`}:{" "}
              </span>
            </span>
          )}
          <span class="subject clip" dir="auto">
            {ticket.subject}
          </span>
          <Time iso={ticket.updatedAt} />
        </span>
        <span class="row-line row-second">
          {!isUsual(filter.value, ticket.status) && <StatusBadge status={ticket.status} />}
          <span class="sender clip" dir="auto">
            {senderOf(ticket)}
          </span>
          {projects.value.length > 1 && <bdi class="from-project if-wide clip quiet">{ticket.project.name}</bdi>}
          <span class="excerpt clip" dir="auto">
            {ticket.excerpt}
          </span>
          <span class="signs">
            {hasDraft(ticket.id) && (
              <span class="draft-sign">
                <Icon name="draft" size={16} />
                {text.queue.draft}
              </span>
            )}
            {ticket.held && (
              <span class="held">
                <Icon name="lock" size={16} />
                {text.queue.held}
              </span>
            )}
            <PriorityMark priority={ticket.priority} />
          </span>
          {ticket.assignee && (
            <span class="assigned" title={text.queue.assigned(ticket.assignee.name)}>
              <Avatar name={ticket.assignee.name} kind="staff" />
              <span class="visually-hidden">{text.queue.assigned(ticket.assignee.name)}</span>
              <bdi class="if-wide clip" aria-hidden="true">
                {ticket.assignee.name}
              </bdi>
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
