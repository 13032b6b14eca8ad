/** The ticket that is open. */
import { batch, effect, signal } from "@preact/signals";
import type { StaffMessage, StaffTicket, StaffTicketPatch, StaffTicketWithMessages } from "../../contract/index.ts";
import { ApiProblem, api } from "../api.ts";
import { text } from "../locales/text.ts";
import { problemText } from "../ui/problem-text.ts";
import { notify, say } from "./notices.ts";
import { openTicketId } from "./place.ts";
import { putTicket, tickets } from "./queue.ts";
import { me } from "./session.ts";

/** The head is known from the list before the messages are. */
export const head = signal<StaffTicket | null>(null);
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
      head.value = id ? (tickets.peek()?.find((ticket) => ticket.id === id) ?? null) : null;
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
    head.value = ticket;
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
export async function changeTicket(patch: StaffTicketPatch, shown: Partial<StaffTicket> = {}): Promise<boolean> {
  const before = head.peek();
  if (!before) return false;
  head.value = { ...before, ...shown };
  try {
    const { ticket } = await api.changeTicket(before.id, patch);
    putHead(ticket);
    putTicket(headOf(ticket), false);
    if (ticket.status !== before.status) void refreshTicket();
    return true;
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    putHead(before);
    notify("failed", text.ticket.notChanged(before.number, problemText(problem)));
    return false;
  }
}

const headOf = (ticket: StaffTicket): StaffTicket => {
  const { messages: _, ...rest } = ticket as Partial<StaffTicketWithMessages> & StaffTicket;
  return rest;
};

export function putHead(ticket: StaffTicket): void {
  if (head.peek()?.id === ticket.id) head.value = headOf(ticket);
}

/** News of the head alone. A new status also stands in the thread, as a line that no event of its own brings. */
export function putNewHead(ticket: StaffTicket): void {
  const before = head.peek();
  putHead(ticket);
  if (before?.id === ticket.id && before.status !== ticket.status) void refreshTicket();
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
  say(text.live.arrived(message));
}

/** Messages carry names only; one's own name on a staff message counts as oneself. */
const isMine = ({ author }: StaffMessage): boolean => author.kind === "staff" && author.name === me.peek()?.name;
