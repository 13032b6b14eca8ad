/** A list that is read page by page, as the filter in the address says. */
import { batch, signal, type Signal } from "@preact/signals";
import type { Page } from "../../contract/index.ts";
import type { TicketQuery } from "../api.ts";
import { asProblem, type ApiProblem } from "../problem.ts";

export interface Paged<Item> {
  /** `null`: not known yet, so that the page can keep room for it. */
  items: Signal<readonly Item[] | null>;
  next: Signal<string | null>;
  problem: Signal<ApiProblem | null>;
  /** Rows of another question stay until the new ones are there. */
  isStale: Signal<boolean>;
  read(query: TicketQuery): Promise<void>;
  readMore(): Promise<void>;
  /** Puts a changed item in its place. */
  put(item: Item): void;
}

export function paged<Item extends { id: string }>(
  ask: (query: TicketQuery, stop: AbortSignal) => Promise<Page<Item>>,
): Paged<Item> {
  const items = signal<readonly Item[] | null>(null);
  const next = signal<string | null>(null);
  const problem = signal<ApiProblem | null>(null);
  const isStale = signal(false);
  let running: AbortController | undefined;
  let asked: TicketQuery = {};

  async function readPage(after?: string): Promise<void> {
    running?.abort();
    const mine = (running = new AbortController());
    isStale.value = !after;
    try {
      const page = await ask({ ...asked, limit: "50", ...(after && { cursor: after }) }, mine.signal);
      batch(() => {
        items.value = after ? [...(items.peek() ?? []), ...page.items] : page.items;
        next.value = page.nextCursor;
        problem.value = null;
      });
    } catch (thrown) {
      const met = asProblem(thrown);
      if (met.code === "stopped") return;
      batch(() => {
        // Rows of another filter under this one's name would be a lie.
        if (!after) items.value = null;
        problem.value = met;
      });
    }
    isStale.value = false;
  }

  return {
    items,
    next,
    problem,
    isStale,
    read(query) {
      asked = query;
      return readPage();
    },
    async readMore() {
      if (next.peek()) await readPage(next.peek() ?? undefined);
    },
    put(item) {
      items.value = items.peek()?.map((one) => (one.id === item.id ? { ...one, ...item } : one)) ?? null;
    },
  };
}
