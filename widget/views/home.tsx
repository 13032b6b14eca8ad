import type { App } from "../state/app.ts";
import { LoadProblem } from "../ui/later.tsx";
import { SignInLink } from "../ui/sign-in-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { TicketList } from "./ticket-list.tsx";

const latest = 3;

export function Home({ app }: { app: App }) {
  const { t, tickets, session } = app;
  const person = session.person();
  const known = person && app.chunks.need("person");
  const left = app.leftTickets().length > 0 && app.chunks.need("left");
  const { branding, helpDocs } = app.portal!;
  const help = helpDocs && app.chunks.need("help");
  const { items, loaded, failed } = tickets;
  return (
    <section class="home">
      <h2 dir="auto">{branding.greeting || t.greeting}</h2>
      <button type="button" class="main" onClick={() => app.go({ name: "new" })}>
        {t.newTicket}
      </button>
      {help && <help.HelpLine app={app} />}
      {left && <left.Left app={app} />}
      {known && <known.Claims key={person.id} app={app} />}
      <h3>{t.latestTickets}</h3>
      {failed ? (
        <LoadProblem app={app} retry={() => void tickets.load()} />
      ) : !loaded ? (
        <Skeleton rows={2} />
      ) : items.length === 0 ? (
        <p class="quiet">{t.noTickets}</p>
      ) : (
        <>
          <TicketList app={app} items={items.slice(0, latest)} />
          <button type="button" class="text" onClick={() => app.go({ name: "tickets" })}>
            {t.allTickets}
          </button>
        </>
      )}
      {known ? <known.Person app={app} /> : !person && <SignInLink app={app} />}
    </section>
  );
}
