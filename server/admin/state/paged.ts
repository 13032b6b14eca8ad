/** A list that is read page by page. */
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Page } from "../../contract/index.ts";
import type { TicketQuery } from "../api.ts";
import { asProblem, type ApiProblem } from "../problem.ts";

export interface Paged<Item> {
  /** `null`: not known yet, so that the page can keep room for it. */
  items: Signal<readonly Item[] | null>;
  next: Signal<string | null>;
  /** So many rows were looked through, and what fits may be among those that were not; 0: all that fits is known. */
  looked: Signal<number>;
  problem: Signal<ApiProblem | null>;
  /** The question that was answered last, with rows or with a problem. */
  answered: ReadonlySignal<TicketQuery | null>;
  /** Rows of another question stay until the new ones are there, so that nothing flickers. */
  isStale: ReadonlySignal<boolean>;
  isReadingMore: ReadonlySignal<boolean>;
  /** @param query the same object again: its rows are read anew, and stay should that fail */
  read(query: TicketQuery): Promise<void>;
  readMore(): Promise<void>;
  /** For rows that are not to be seen even for a moment while those of another question are read. */
  clear(): void;
  /** Puts a changed item in its place. */
  put(item: Item): void;
}

/** @param settled called once a page has come, or will not come */
export function paged<Item extends { id: string }>(
  ask: (query: TicketQuery, stop: AbortSignal) => Promise<Page<Item>>,
  settled?: () => void,
): Paged<Item> {
  const items = signal<readonly Item[] | null>(null);
  const next = signal<string | null>(null);
  const looked = signal(0);
  const problem = signal<ApiProblem | null>(null);
  const asked = signal<TicketQuery | null>(null);
  const answered = signal<TicketQuery | null>(null);
  const isStale = computed(() => answered.value !== asked.value);
  const isReadingMore = signal(false);
  let running: AbortController | undefined;
  let reading: Promise<void> | undefined;

  async function readPage(after?: string): Promise<void> {
    running?.abort();
    running = new AbortController();
    const query = asked.peek();
    const show = (known: readonly Item[] | null, cursor: string | null, met: ApiProblem | null, through = 0): void =>
      batch(() => {
        looked.value = through && through + (after ? looked.peek() : 0);
        items.value = known;
        next.value = cursor;
        problem.value = met;
        answered.value = query;
        settled?.();
      });
    try {
      const page = await ask({ ...query, limit: "50", ...(after && { cursor: after }) }, running.signal);
      show(after ? joined(items.peek() ?? [], page.items) : page.items, page.nextCursor, null, page.lookedThrough);
    } catch (thrown) {
      const met = asProblem(thrown);
      // Whoever waited for this reading waits for the one that took its place.
      if (met.code === "stopped") return reading;
      // Rows of another question under this one's name would be a lie.
      if (isStale.peek()) show(null, null, met);
      else show(items.peek(), next.peek(), met);
    }
  }

  function clear(): void {
    items.value = next.value = problem.value = null;
  }

  return {
    items,
    next,
    looked,
    problem,
    answered,
    isStale,
    isReadingMore,
    clear,
    read(query) {
      asked.value = query;
      return (reading = readPage());
    },
    async readMore() {
      const cursor = next.peek();
      if (!cursor || isReadingMore.peek() || isStale.peek()) return;
      isReadingMore.value = true;
      await (reading = readPage(cursor));
      isReadingMore.value = false;
    },
    put(item) {
      items.value = items.peek()?.map((one) => (one.id === item.id ? { ...one, ...item } : one)) ?? null;
    },
  };
}

/** News may have put an item of the next page into the list already. */
function joined<Item extends { id: string }>(known: readonly Item[], more: readonly Item[]): readonly Item[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
}
