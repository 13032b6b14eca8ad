/** The tickets of this browser, newest news first. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Page, Ticket } from "../../server/contract/index.ts";
import type { Api } from "../api.ts";
import type { Session } from "./session.ts";

export interface Tickets {
  items: Signal<readonly Ticket[]>;
  unread: ReadonlySignal<number>;
  more: ReadonlySignal<boolean>;
  /** False until the first answer. */
  loaded: ReadonlySignal<boolean>;
  failed: ReadonlySignal<boolean>;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  /** Something new about one of them. */
  put(ticket: Ticket): void;
  clear(): void;
}

export function createTickets(api: Api, session: Session, refused: (error: unknown) => void): Tickets {
  const items = signal<readonly Ticket[]>([]);
  const cursor = signal<string | null>(null);
  const loaded = signal(false);
  const failed = signal(false);

  const read = async (after: string): Promise<void> => {
    const token = session.token();
    failed.value = false;
    try {
      const page: Page<Ticket> = token ? await api.ask(`/tickets${after}`, { token }) : { items: [], nextCursor: null };
      items.value = after ? [...items.value, ...page.items] : page.items;
      cursor.value = page.nextCursor;
      loaded.value = true;
    } catch (error) {
      failed.value = true;
      refused(error);
    }
  };

  return {
    items,
    loaded,
    failed,
    unread: computed(() => items.value.filter((ticket) => ticket.unread).length),
    more: computed(() => cursor.value !== null),
    load: () => read(""),
    loadMore: () => read(`?cursor=${cursor.value}`),
    put(ticket) {
      const before = items.value.find((other) => other.id === ticket.id);
      const others = items.value.filter((other) => other !== before);
      // Only news move a ticket up; reading one must not.
      items.value =
        before && before.updatedAt === ticket.updatedAt
          ? items.value.map((other) => (other === before ? ticket : other))
          : [ticket, ...others];
    },
    clear() {
      items.value = [];
      cursor.value = null;
    },
  };
}
