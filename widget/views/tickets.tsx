import { Component } from "preact";
import type { App } from "../state/app.ts";
import { LoadProblem } from "../ui/later.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TicketList } from "./ticket-list.tsx";

export function Tickets({ app }: { app: App }) {
  const { t, tickets } = app;
  const { items, loaded, failed, cursor } = tickets;
  return (
    <section>
      {!loaded && !failed && <Skeleton rows={4} />}
      {failed && <LoadProblem app={app} retry={() => void tickets.load()} />}
      {loaded && items.length === 0 && (
        <div class="empty">
          <p>{t.noTickets}</p>
          <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
            {t.newTicket}
          </button>
        </div>
      )}
      <TicketList app={app} items={items} />
      {cursor && (
        <button type="button" class="text" onClick={() => void tickets.load(true)}>
          {t.showMore}
        </button>
      )}
      {items.length > 0 && <Forget app={app} />}
    </section>
  );
}

class Forget extends Component<{ app: App }, { asking?: boolean }> {
  render() {
    const { app } = this.props;
    const { t } = app;
    if (!this.state.asking) {
      return (
        <button type="button" class="text quiet" onClick={() => this.setState({ asking: true })}>
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
        <button type="button" class="text" onClick={() => this.setState({ asking: false })}>
          {t.cancel}
        </button>
      </div>
    );
  }
}
