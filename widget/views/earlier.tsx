/** Above a thread of which not everything was read, and what is said in letters that are too long. Fetched with the first. */
import { Component, type TargetedEvent } from "preact";
import type { TicketWithMessages } from "../../server/contract/index.ts";
import { words } from "../locales/en-earlier.ts";
import type { App } from "../state/app.ts";

export { default as css } from "./earlier.css";

interface State {
  reading?: boolean;
  failed?: boolean;
}

/** Letters that were fetched before stay above the newest, unless some between them were missed: a gap would look whole. */
const joinedTo =
  ({ thread }: App) =>
  (read: TicketWithMessages): TicketWithMessages => {
    const shown = thread.ticket;
    const place = shown ? shown.messages.findIndex(({ id }) => id === read.messages[0]?.id) : -1;
    if (!shown || place < 1) return read;
    return { ...read, messages: [...shown.messages.slice(0, place), ...read.messages], earlier: shown.earlier };
  };

export class Earlier extends Component<{ app: App }, State> {
  read = async ({ currentTarget: button }: TargetedEvent<HTMLButtonElement>): Promise<void> => {
    const { app } = this.props;
    const { thread, session, config } = app;
    const { id, messages } = thread.ticket!;
    const token = session.token(id);
    if (this.state.reading) return;
    thread.joined ??= joinedTo(app);
    this.setState({ reading: true, failed: false });
    try {
      const path = `/tickets/${encodeURIComponent(id)}?limit=50&before=${encodeURIComponent(messages[0]!.id)}`;
      const { ticket } = await app.api.ask<{ ticket: TicketWithMessages }>(path, { token });
      const shown = thread.ticket;
      // Somebody else is here, or elsewhere; or the thread was read anew and begins at another place.
      if (shown?.id !== id || shown.messages[0]?.id !== messages[0]!.id || token !== session.token(id)) return;
      const first = button.closest(".letters")!.querySelector<HTMLElement>("article, .change")!;
      const { top } = first.getBoundingClientRect();
      thread.ticket = { ...shown, messages: [...ticket.messages, ...shown.messages], earlier: ticket.earlier };
      const said = words(app).earlierShown;
      // What does not change is not read out.
      app.announced = said === app.announced ? `${said}\u00a0` : said;
      // Drawn in a moment that was asked for before this one.
      await undefined;
      // What was being read stays where it is. A box of the widget's own does that by itself; the portal's window does not.
      if (config.page !== undefined) scrollBy(0, first.getBoundingClientRect().top - top);
      if (button.isConnected) return;
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    } catch (error) {
      this.setState({ failed: true });
      app.refused(error);
    } finally {
      this.setState({ reading: false });
    }
  };

  render() {
    const { app } = this.props;
    const { reading, failed } = this.state;
    return (
      <>
        {failed && (
          <p class="notice" role="alert">
            {app.t.loadProblem}
          </p>
        )}
        <button type="button" class="text" aria-busy={reading} onClick={this.read}>
          {words(app).earlier}
        </button>
      </>
    );
  }
}
