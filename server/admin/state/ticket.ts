/** The ticket that is open. */
import { batch, computed, effect, signal } from "@preact/signals";
import type { StaffMessage, StaffTicket, StaffTicketPatch, StaffTicketWithMessages } from "../../contract/index.ts";
import { ApiProblem, api } from "../api.ts";
import { text } from "../locales/text.ts";
import { problemText } from "../ui/problem-text.ts";
import { notify, say } from "./notices.ts";
import { openTicketId } from "./place.ts";
import { putTicket, tickets } from "./queue.ts";
import { me } from "./session.ts";

interface Change {
  ticket: string;
  shown: (ticket: StaffTicket) => Partial<StaffTicket>;
}

/** The ticket as the desk last told it; known from the list before the messages are. */
const told = signal<StaffTicket | null>(null);
/** Own changes on their way. They lie over what is told, so that news of others neither hides them nor is lost. */
const changes = signal<readonly Change[]>([]);
export const head = computed(() =>
  changes.value.reduce<StaffTicket | null>(
    (ticket, change) => (ticket?.id === change.ticket ? { ...ticket, ...change.shown(ticket) } : ticket),
    told.value,
  ),
);
export const messages = signal<readonly StaffMessage[] | null>(null);
export const ticketProblem = signal<ApiProblem | null>(null);
/** Somebody else wrote while this ticket is open: said beside the composer, which keeps text and focus. */
export const arrival = signal<StaffMessage | null>(null);

let running: AbortController | undefined;
/** Arrived by the stream while the thread was still being read. */
let early: StaffMessage[] = [];

export function watchOpenTicket(): () => void {
  return effect(() => {
    const id = openTicketId.value;
    batch(() => {
      told.value = id ? (tickets.peek()?.find((ticket) => ticket.id === id) ?? null) : null;
      messages.value = null;
      ticketProblem.value = null;
      arrival.value = null;
    });
    early = [];
    if (id) void readTicket(id);
  });
}

async function readTicket(id: string): Promise<void> {
  running?.abort();
  const { signal: stop } = (running = new AbortController());
  try {
    const { ticket } = await api.readTicket(id, stop);
    if (openTicketId.peek() === id) show(ticket);
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    if (problem.code !== "stopped" && openTicketId.peek() === id) ticketProblem.value = problem;
  }
}

function show({ messages: read, ...ticket }: StaffTicketWithMessages): void {
  batch(() => {
    told.value = ticket;
    messages.value = joined(read, [...(messages.peek() ?? []), ...early]);
    ticketProblem.value = null;
  });
}

/** An answer may be older than what the stream has brought since it was asked for. */
function joined(read: readonly StaffMessage[], live: readonly StaffMessage[]): readonly StaffMessage[] {
  const ids = new Set(read.map(({ id }) => id));
  return [...read, ...live.filter(({ id }) => !ids.has(id))];
}

/** After a lost connection, and before links to files run out. */
export async function refreshTicket(): Promise<void> {
  const id = openTicketId.peek();
  if (id) await readTicket(id);
}

/** Shows the change at once and takes it back when the desk refuses. */
export const changeTicket = (patch: StaffTicketPatch, shown: Partial<StaffTicket> = {}): Promise<boolean> =>
  change(
    () => patch,
    () => shown,
  );

/** Tags go to the desk as a whole list: it is made when they are sent, from all that others have added until then. */
export const changeTags = (edit: (tags: string[]) => string[]): Promise<boolean> =>
  change(
    (ticket) => ({ tags: edit(ticket.tags) }),
    (ticket) => ({ tags: edit(ticket.tags) }),
  );

/** One after the other: an answer to an older change must not come in after that to a newer one. */
let line: Promise<unknown> = Promise.resolve();

async function change(patch: (ticket: StaffTicket) => StaffTicketPatch, shown: Change["shown"]): Promise<boolean> {
  const before = told.peek();
  if (!before) return false;
  const mine: Change = { ticket: before.id, shown };
  const latest = (): StaffTicket => (told.peek()?.id === before.id ? told.peek()! : before);
  changes.value = [...changes.peek(), mine];
  const asked = line.then(() => api.changeTicket(before.id, patch(latest())));
  line = asked.catch(() => undefined);
  try {
    const { ticket } = await asked;
    batch(() => {
      settle(mine);
      putNewHead(ticket);
      putTicket(headOf(ticket), false);
    });
    return true;
  } catch (problem) {
    settle(mine);
    if (!(problem instanceof ApiProblem)) throw problem;
    notify("failed", text.ticket.notChanged(before.number, problemText(problem)));
    return false;
  }
}

function settle(mine: Change): void {
  changes.value = changes.peek().filter((other) => other !== mine);
}

const headOf = (ticket: StaffTicket): StaffTicket => {
  const { messages: _, ...rest } = ticket as Partial<StaffTicketWithMessages> & StaffTicket;
  return rest;
};

/** News of the head alone. A new status also stands in the thread, as a line that no event of its own brings. */
export function putNewHead(ticket: StaffTicket): void {
  const before = told.peek();
  if (before?.id !== ticket.id) return;
  told.value = headOf(ticket);
  if (before.status !== ticket.status) void refreshTicket();
}

export function putMessage(ticket: StaffTicket, message: StaffMessage): void {
  if (openTicketId.peek() !== ticket.id) return;
  const known = messages.peek();
  if (!known) {
    early.push(message);
    return;
  }
  if (known.some(({ id }) => id === message.id)) return;
  messages.value = [...known, message];
  if (message.author.kind === "system" || isMine(message)) return;
  arrival.value = message;
  say(arrivalText(message));
}

export function arrivalText({ author, internal }: StaffMessage): string {
  const who = author.name || text.queue.visitor;
  return internal ? text.composer.arrivedNote(who) : text.composer.arrived(who);
}

/** Messages carry names only; one's own name on a staff message counts as oneself. */
const isMine = ({ author }: StaffMessage): boolean => author.kind === "staff" && author.name === me.peek()?.name;
