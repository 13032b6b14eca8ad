/** The list of tickets beside the views, and the counts on the views. */
import { computed, effect, signal } from "@preact/signals";
import type { FoundByStatus, StaffTicket, TicketCounts } from "../../contract/index.ts";
import { api } from "../api.ts";
import { asProblem } from "../problem.ts";
import { listWith, queryOf } from "./filter.ts";
import { paged } from "./paged.ts";
import { filter } from "./place.ts";
import { me } from "./session.ts";

/** Arrived by the stream while a page was being read, which may be older than this. `null`: none is being read. */
let early: [StaffTicket, boolean][] | null = null;

/** What the search that is shown has found, by status. */
export const found = signal<FoundByStatus | undefined>(undefined);

export const queue = paged<StaffTicket>(
  async (query, stop) => {
    early = [];
    const page = await api.listTickets(query, stop);
    if (!query["cursor"]) found.value = page.found;
    return page;
  },
  () => {
    for (const [ticket, isNews] of early ?? []) place(ticket, isNews);
    early = null;
  },
);
export const tickets = queue.items;
export const counts = signal<TicketCounts | null>(null);
/** The row that j and k move from. */
export const cursor = signal<string | null>(null);

/** One object for each filter: it is how the list knows that its rows are those of the filter still. */
const query = computed(() => queryOf(filter.value));

export function watchFilter(): () => void {
  let project: string | undefined | null = null;
  return effect(() => {
    void queue.read(query.value);
    const wanted = filter.value;
    if (project === wanted.project) return;
    project = wanted.project;
    counts.value = null;
    void readCounts();
  });
}

/** Reads the first page again; what is shown stays until the answer is there. */
export async function refreshTickets(): Promise<void> {
  await Promise.all([queue.read(query.peek()), readCounts()]);
}

export async function readCounts(): Promise<void> {
  const { project } = filter.peek();
  try {
    counts.value = (await api.countTickets(project ? { project } : {})).counts;
  } catch (problem) {
    // Counts are a convenience; the list itself says what is wrong.
    asProblem(problem);
  }
}

let isCountDue = false;
/** On a busy desk news comes faster than counts are worth asking for. */
function readCountsSoon(): void {
  // Whoever comes back to the page reads them then (`news-sight.ts`).
  if (isCountDue || document.hidden) return;
  isCountDue = true;
  setTimeout(() => {
    isCountDue = false;
    void readCounts();
  }, 800);
}

export function putTicket(ticket: StaffTicket, isNews: boolean): void {
  readCountsSoon();
  early?.push([ticket, isNews]);
  if (!queue.isStale.peek()) place(ticket, isNews);
}

/** Where the ticket stood that left the list last, such as one that was just answered. */
let left: { id: string; at: number } | undefined;

function place(ticket: StaffTicket, isNews: boolean): void {
  const known = tickets.peek();
  if (!known) return;
  const wanted = filter.peek();
  const before = known.find(({ id }) => id === ticket.id);
  if (wanted.q && !before) return;
  tickets.value = listWith(known, ticket, wanted, {
    me: me.peek()?.id ?? "",
    // A new status is written into the thread, and so counts as its last message.
    isNews: isNews || (before !== undefined && before.status !== ticket.status),
    isWhole: queue.next.peek() === null,
  });
  if (before && !tickets.peek()?.some(({ id }) => id === ticket.id))
    left = { id: ticket.id, at: known.indexOf(before) };
}

/** @returns the row to go to from the one the cursor is on */
export function neighbour(step: 1 | -1, from: string | null): string | null {
  const rows = tickets.peek() ?? [];
  const at = rows.findIndex(({ id }) => id === from);
  // The next one has moved up into the place of the one that left.
  if (at < 0 && left && left.id === from) return rows[step > 0 ? left.at : left.at - 1]?.id ?? rows.at(-1)?.id ?? null;
  if (at < 0) return rows[0]?.id ?? null;
  return rows[at + step]?.id ?? from;
}
