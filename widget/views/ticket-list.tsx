import type { Ticket } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import type { Language } from "../state/language.ts";
import type { Navigation } from "../state/navigation.ts";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";

interface TicketListProps {
  app: Language & Navigation & Pick<App, "thread" | "companyTickets">;
  items: readonly Ticket[];
}

export const TicketList = ({ app, items }: TicketListProps) => (
  <ul class="tickets">
    {items.map((ticket) => (
      <li key={ticket.id}>
        <button
          type="button"
          class="ticket"
          aria-current={app.thread.ticket?.id === ticket.id}
          onClick={() => app.go({ name: "ticket", id: ticket.id })}
        >
          <span class="line">
            {ticket.unread && <span class="dot" role="img" aria-label={app.t.unread} />}
            <bdi class="subject">{ticket.subject}</bdi>
            <Time iso={ticket.updatedAt} locale={app.locale} />
          </span>
          <span class="line quiet">
            <Status app={app} ticket={ticket} />
            {items === app.companyTickets.items && <bdi>{ticket.mine ? app.t.you : ticket.raisedBy}</bdi>}
            <bdi class="subject">{ticket.excerpt}</bdi>
          </span>
        </button>
      </li>
    ))}
  </ul>
);
