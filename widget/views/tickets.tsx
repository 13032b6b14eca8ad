import { Component } from "preact";
import { words } from "../locales/en-tickets.ts";
import type { App } from "../state/app.ts";
import { LoadProblem } from "../ui/later.tsx";
import { SignInLink } from "../ui/sign-in-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TicketList } from "./ticket-list.tsx";

export { default as css } from "./tickets.css";

function Tickets({ app }: { app: App }) {
  const t = words(app);
  const company = app.company();
  const isCompany = !!company && !!app.listsCompany;
  const list = isCompany ? app.companyTickets : app.tickets;
  const { items, loaded, failed, cursor } = list;
  const show = (colleagues: boolean): void => {
    app.listsCompany = colleagues;
    if (colleagues && !app.companyTickets.loaded) void app.companyTickets.load();
  };
  return (
    <section>
      {company && (
        <div class="choices" role="group" aria-label={t.whose}>
          {[false, true].map((one) => (
            <button key={one} type="button" class="choice" aria-pressed={one === isCompany} onClick={() => show(one)}>
              {one ? <bdi>{company.name}</bdi> : t.mine}
            </button>
          ))}
        </div>
      )}
      {!loaded && !failed && <Skeleton rows={4} />}
      {failed && <LoadProblem app={app} retry={() => void list.load()} />}
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
        <button type="button" class="text" onClick={() => void list.load(true)}>
          {t.showMore}
        </button>
      )}
      {!app.session.person() && <SignInLink app={app} />}
      {!app.session.person() && items.length > 0 && <Forget app={app} />}
    </section>
  );
}

class Forget extends Component<{ app: App }, { asking?: boolean }> {
  render() {
    const { app } = this.props;
    const t = words(app);
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
        <div class="actions">
          <button type="button" class="main danger" onClick={() => void app.forget()}>
            {t.forgetYes}
          </button>
          <button type="button" class="text" onClick={() => this.setState({ asking: false })}>
            {t.cancel}
          </button>
        </div>
      </div>
    );
  }
}

export { Tickets as View };
