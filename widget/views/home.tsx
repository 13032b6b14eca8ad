import type { App } from "../state/app.ts";
import { Icon } from "../ui/icon.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TicketList } from "./ticket-list.tsx";

const latest = 3;

export function Home({ app }: { app: App }) {
  const t = app.t.value;
  const portal = app.portal.value!;
  const { items, loaded } = app.tickets;
  return (
    <section class="home">
      <h2>{portal.branding.greeting || t.greeting}</h2>
      <button type="button" class="main wide" onClick={() => app.go({ name: "new" })}>
        {t.newTicket}
      </button>
      {portal.helpDocs && (
        <button type="button" class="row" onClick={() => app.go({ name: "help" })}>
          <span class="grow">{t.help}</span>
          <Icon name="next" />
        </button>
      )}
      <h3>{t.latestTickets}</h3>
      {!loaded.value && <Skeleton rows={2} />}
      {loaded.value && items.value.length === 0 && <p class="quiet">{t.noTickets}</p>}
      <TicketList app={app} items={items.value.slice(0, latest)} />
      {items.value.length > 0 && (
        <button type="button" class="text" onClick={() => app.go({ name: "tickets" })}>
          {t.allTickets}
        </button>
      )}
    </section>
  );
}
