import { useSignal } from "@preact/signals";
import type { App } from "../state/app.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { TicketList } from "./ticket-list.tsx";

export function Tickets({ app }: { app: App }) {
  const t = app.t.value;
  const { items, loaded, failed, more } = app.tickets;
  return (
    <section>
      {!loaded.value && !failed.value && <Skeleton rows={4} />}
      {failed.value && (
        <p role="alert">
          {t.loadProblem}{" "}
          <button type="button" class="text" onClick={() => void app.tickets.load()}>
            {t.tryAgain}
          </button>
        </p>
      )}
      {loaded.value && items.value.length === 0 && (
        <div class="empty">
          <p>{t.noTickets}</p>
          <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
            {t.newTicket}
          </button>
        </div>
      )}
      <TicketList app={app} items={items.value} />
      {more.value && (
        <button type="button" class="text" onClick={() => void app.tickets.loadMore()}>
          {t.showMore}
        </button>
      )}
      {items.value.length > 0 && <Forget app={app} />}
    </section>
  );
}

function Forget({ app }: { app: App }) {
  const t = app.t.value;
  const asking = useSignal(false);
  if (!asking.value) {
    return (
      <button type="button" class="text quiet" onClick={() => (asking.value = true)}>
        {t.forget}
      </button>
    );
  }
  return (
    <div class="notice" role="group">
      <p>{t.forgetQuestion}</p>
      <button type="button" class="danger" onClick={() => void app.forget()}>
        {t.forgetYes}
      </button>{" "}
      <button type="button" class="text" onClick={() => (asking.value = false)}>
        {t.cancel}
      </button>
    </div>
  );
}
