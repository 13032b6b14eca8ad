/** The hosted portal, where the whole page is ours: the address, a wider layout, printing. */
import { type App } from "../state/app.ts";
import { Later } from "../ui/later.tsx";
import { Thread } from "../views/thread.tsx";

export { default as css } from "./page.css";
export { followHash } from "./hash.ts";

/** The list beside the thread, where there is room; on a phone the one that was asked for. */
export const Beside = ({ app }: { app: App }) => (
  <div class="beside">
    <aside aria-label={app.t.yourTickets}>
      <Later app={app} chunk="tickets">
        {({ Tickets }) => <Tickets app={app} />}
      </Later>
    </aside>
    <div>{app.route.name === "ticket" ? <Thread app={app} /> : <p class="empty quiet">{app.t.chooseTicket}</p>}</div>
  </div>
);
