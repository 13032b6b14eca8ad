/** The list of tickets beside the views, and the counts on the views. */
import { batch, computed, effect, signal } from "@preact/signals";
import type { StaffTicket, TicketCounts } from "../../contract/index.ts";
import { api } from "../api.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import type { Filter } from "../router.ts";
import { listWith, queryOf } from "./filter.ts";
import { filter } from "./place.ts";
import { me } from "./session.ts";

/** `null`: not known yet, so that the list can keep room for it. */
export const tickets = signal<readonly StaffTicket[] | null>(null);
/** What the rows answer. They stay until those of another filter are there, so that nothing flickers. */
export const answered = signal<Filter | null>(null);
export const isStale = computed(() => answered.value !== filter.value);
export const nextCursor = signal<string | null>(null);
export const counts = signal<TicketCounts | null>(null);
export const listProblem = signal<ApiProblem | null>(null);
export const isLoadingMore = signal(false);
/** The row that j and k move from. */
export const cursor = signal<string | null>(null);

const pageSize = "50";
let running: AbortController | undefined;
/** Arrived by the stream while a page was being read, which may be older than this. */
let early: [StaffTicket, boolean][] = [];

export function watchFilter(): () => void {
  let project: string | undefined | null = null;
  return effect(() => {
    const wanted = filter.value;
    void readPage(wanted, undefined);
    if (project === wanted.project) return;
    project = wanted.project;
    counts.value = null;
    void readCounts();
  });
}

/** Reads the first page again; what is shown stays until the answer is there. */
export async function refreshTickets(): Promise<void> {
  await Promise.all([readPage(filter.peek(), undefined), readCounts()]);
}

export async function showMore(): Promise<void> {
  if (!nextCursor.peek() || isLoadingMore.peek() || isStale.peek()) return;
  isLoadingMore.value = true;
  await readPage(filter.peek(), nextCursor.peek() ?? undefined);
  isLoadingMore.value = false;
}

async function readPage(wanted: Filter, after: string | undefined): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  early = [];
  try {
    const query = { ...queryOf(wanted), limit: pageSize, ...(after && { cursor: after }) };
    const page = await api.listTickets(query, mine.signal);
    batch(() => {
      tickets.value = after ? joined(tickets.peek() ?? [], page.items) : page.items;
      nextCursor.value = page.nextCursor;
      listProblem.value = null;
      answered.value = wanted;
      for (const [ticket, isNews] of early) place(ticket, isNews);
    });
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code === "stopped") return;
    batch(() => {
      // Rows of another filter under this one's name would be a lie.
      if (answered.peek() !== wanted) tickets.value = null;
      listProblem.value = problem;
    });
  } finally {
    if (running === mine) running = undefined;
  }
}

/** Live news may have put a ticket of the next page into the list already. */
function joined(known: readonly StaffTicket[], more: readonly StaffTicket[]): readonly StaffTicket[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
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
  if (isCountDue) return;
  isCountDue = true;
  setTimeout(() => {
    isCountDue = false;
    void readCounts();
  }, 800);
}

export function putTicket(ticket: StaffTicket, isNews: boolean): void {
  readCountsSoon();
  if (running) early.push([ticket, isNews]);
  if (!isStale.peek()) place(ticket, isNews);
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
    isWhole: nextCursor.peek() === null,
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
