/** The hosted portal, where the whole page is ours: a head of its own, the address, a wider layout, printing. */
import { Component } from "preact";
import { words } from "../locales/en-page.ts";
import type { App } from "../state/app.ts";
import { Later } from "../ui/later.tsx";
import { NewTicket } from "../views/new-ticket.tsx";
import { Thread } from "../views/thread.tsx";

export { default as css } from "./page.css";
export { begin } from "./begin.ts";
export { Head } from "./head.tsx";

/** What has to do with tickets, under its own title. */
export const Beside = ({ app }: { app: App }) =>
  app.route.name === "new" ? (
    <>
      {!app.form.sent && <h2 class="page-title">{app.t.newTicket}</h2>}
      <NewTicket app={app} />
    </>
  ) : (
    <ListAndThread app={app} />
  );

/** The list, where there is one, beside the thread, where there is room; on a phone the one that was asked for. */
class ListAndThread extends Component<{ app: App }> {
  #shown = "";
  #thread: HTMLElement | null = null;
  #isAtEnd = false;
  #scrolledTo = 0;
  /** Files and details come later than the letters that have them. */
  #grown = new ResizeObserver(() => {
    if (this.#isAtEnd) this.#toEnd();
  });

  #toEnd(): void {
    scrollTo(0, document.documentElement.scrollHeight);
    this.#scrolledTo = scrollY;
  }

  scrolled = (): void => {
    const { scrollHeight, clientHeight } = document.documentElement;
    const isThere = scrollY + clientHeight > scrollHeight - 2;
    // Not whoever is above the end, but who went up: of a way to the end one hears when there may be more below already.
    this.#isAtEnd = isThere || (this.#isAtEnd && scrollY >= this.#scrolledTo);
    this.#scrolledTo = scrollY;
  };

  override componentDidMount(): void {
    addEventListener("scroll", this.scrolled);
    this.#grown.observe(this.#thread!);
  }

  override componentWillUnmount(): void {
    removeEventListener("scroll", this.scrolled);
    this.#grown.disconnect();
  }

  /** The newest letter in sight. */
  override componentDidUpdate(): void {
    const { app } = this.props;
    const { ticket } = app.thread;
    const shown = ticket ? `${ticket.id} ${ticket.messages.at(-1)?.id} ${app.sendings(ticket.id).length}` : "";
    if (shown !== this.#shown) {
      this.#isAtEnd = !!ticket;
      this.#toEnd();
    }
    this.#shown = shown;
  }

  render() {
    const { app } = this.props;
    return (
      <div class="beside">
        {(app.tickets.items.length > 0 || app.route.name === "tickets") && (
          <aside aria-labelledby="your-tickets">
            <h2 class="page-title" id="your-tickets">
              {app.t.yourTickets}
            </h2>
            <Later app={app} chunk="tickets">
              {({ View: Tickets }) => <Tickets app={app} />}
            </Later>
          </aside>
        )}
        <div ref={(thread) => void (this.#thread = thread)}>
          {app.route.name === "ticket" ? (
            <>
              {app.thread.ticket && <h2 dir="auto">{app.thread.ticket.subject}</h2>}
              <Thread app={app} id={app.route.id} />
            </>
          ) : (
            <p class="empty quiet">{words(app).chooseTicket}</p>
          )}
        </div>
      </div>
    );
  }
}
