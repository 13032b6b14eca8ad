/** The tickets of this person or browser, or all of their company; newest news first. */
import type { Page, Ticket } from "../../server/contract/index.ts";
import type { Base } from "./base.ts";

export interface Tickets {
  items: readonly Ticket[];
  cursor?: string | null;
  /** Not until the first answer. */
  loaded?: boolean;
  failed?: boolean;
  /** @param more goes on where the last page ended */
  load(more?: boolean): Promise<void>;
  /** Something new about one of them. */
  put(ticket: Ticket): void;
  clear(): void;
}

export function createTickets(base: Base, scope: "mine" | "company"): Tickets {
  const { api, session } = base;
  const tickets: Tickets = base.observed({
    items: [] as readonly Ticket[],
    async load(more = false) {
      const token = session.token();
      tickets.failed = false;
      try {
        const path = `/tickets?scope=${scope}${more ? `&cursor=${tickets.cursor}` : ""}`;
        const page: Page<Ticket> = token ? await api.ask(path, { token }) : { items: [], nextCursor: null };
        // Whoever signed in or out meanwhile has asked for their own.
        if (token !== session.token()) return;
        tickets.items = more ? [...tickets.items, ...page.items] : page.items;
        tickets.cursor = page.nextCursor;
        tickets.loaded = true;
      } catch (error) {
        tickets.failed = true;
        base.refused(error);
      }
    },
    put(ticket) {
      const { items } = tickets;
      const before = items.find((other) => other.id === ticket.id);
      // Only news move a ticket up; reading one must not.
      tickets.items =
        before?.updatedAt === ticket.updatedAt
          ? items.map((other) => (other === before ? ticket : other))
          : [ticket, ...items.filter((other) => other !== before)];
    },
    clear() {
      tickets.items = [];
      tickets.cursor = null;
      tickets.loaded = false;
    },
  });
  return tickets;
}
