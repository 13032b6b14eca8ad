/** What live events mean to the widget. Fetched with the first panel that listens. */
import type { PortalEvent } from "../../server/contract/index.ts";
import type { Loader } from "../context.ts";
import { createLive } from "../live.ts";
import { words } from "../locales/en-live.ts";
import type { App } from "./app.ts";

/** Between two looks whether a portal that was turned off is on again. */
const knockMs = 20_000;

/** Two answers of one person sound the same, and what does not change is not read out. */
const asNews = (text: string, before: string | undefined): string => (text === before ? `${text}\u00a0` : text);

/**
 * @param close the portal is off
 * @returns to be told, after whatever changed, whether this tab listens
 */
export function followPortal(app: App, close: () => void, loader: Loader): (listens: unknown) => void {
  const hear = (event: PortalEvent): void => {
    if (event.type === "portal.off") return close();
    if (event.type === "access.changed") return void app.load();
    const { ticket } = event;
    const { id, status } = ticket;
    const t = words(app);
    const before = app.tickets.items.find((one) => one.id === id);
    const message = event.type === "message.created" ? event.message : undefined;
    app.thread.hear(ticket, message);
    // A colleague's news is theirs to hear of.
    if (ticket.mine === false) return;
    const news: string[] = [];
    if (message?.author.kind === "staff") {
      news.push(t.newAnswer(message.author.name || t.team));
      app.emit("reply", { id });
    }
    if (before && before.status !== status) {
      news.push(t.changedTo(t.statuses[status]));
      app.emit("status", { id, status });
    }
    // Both at once: one after the other, the first would be gone before it is read out.
    if (news[0]) app.announced = asNews(news.join(". "), app.announced);
  };
  const live = createLive({
    url: `${app.api.base}/events`,
    changesUrl: `${app.api.base}/changes`,
    after: app.api.newest ?? "",
    hear: ({ type, data }) => hear({ type, ...(data as object) } as PortalEvent),
    refused: (status) => (status === 404 ? close() : void app.load()),
  });
  const knock = (): void => void app.api.ask("").then(app.load, () => {});
  let knocking: ReturnType<typeof setInterval> | undefined;
  return (listens) => {
    // Closed: now and then, somebody looks for an answer.
    if (!app.isOpen && app.tickets.items[0])
      void import("../news.ts").then((part) => part.news(loader)).catch(() => {});
    if (listens && app.closed) {
      if (!knocking) {
        knock();
        knocking = setInterval(knock, knockMs);
      }
      return live.listen(undefined);
    }
    clearInterval(knocking);
    knocking = undefined;
    const { route, session } = app;
    const ticket = route.name === "ticket" ? route.id : undefined;
    const token = app.needsSignIn() ? "" : (session.token(ticket) ?? "");
    // Whom the desk does not know, or does not let in, hears what becomes of the portal.
    live.listen(listens ? token : undefined, ticket);
  };
}
