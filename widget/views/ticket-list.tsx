import type { Ticket } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";

interface Props {
  app: App;
  items: readonly Ticket[];
}

export const TicketList = ({ app, items }: Props) => (
  <ul class="tickets">
    {items.map((ticket) => (
      <li key={ticket.id}>
        <button
          type="button"
          class="ticket"
          aria-current={app.thread.ticket.value?.id === ticket.id}
          onClick={() => app.go({ name: "ticket", id: ticket.id })}
        >
          <span class="line">
            {ticket.unread && <span class="dot" role="img" aria-label={app.t.value.unread} />}
            <bdi class="subject">{ticket.subject}</bdi>
          </span>
          <span class="line quiet">
            <Status app={app} status={ticket.status} />
            <Time iso={ticket.updatedAt} locale={app.locale.value} />
          </span>
        </button>
      </li>
    ))}
  </ul>
);
