/** The ticket that is open. */
import { batch, computed, effect, signal } from "@preact/signals";
import type {
  ChangedStaffTicket,
  StaffMessage,
  StaffTicket,
  StaffTicketPatch,
  StaffTicketWithMessages,
} from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import { notifyProblem, say } from "./notices.ts";
import { isEndInSight } from "./chrome.ts";
import { around } from "./around.ts";
import { openTicketId } from "./place.ts";
import { putTicket, tickets } from "./queue.ts";
import { me } from "./session.ts";
import { addUndoable, noteUndoable, undone } from "./undoable.ts";

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
/** There is more above the first of them. */
export const hasEarlier = signal(false);
export const isReadingEarlier = signal(false);
export const earlierProblem = signal<ApiProblem | null>(null);
export const ticketProblem = signal<ApiProblem | null>(null);
/** Somebody else wrote while this ticket is open, out of sight: said beside the composer, which keeps text and focus. */
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
      hasEarlier.value = false;
      earlierProblem.value = null;
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
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code === "stopped" || openTicketId.peek() !== id) return;
    batch(() => {
      ticketProblem.value = problem;
      // Of a project that is not theirs any more: what was read of it goes too.
      if (problem.code === "not_found") told.value = messages.value = null;
    });
  }
}

function show({ messages: read, earlier, ...ticket }: StaffTicketWithMessages): void {
  const said = read.filter(isSeen);
  const { above, below } = around(said, [...(messages.peek() ?? []), ...early].filter(isSeen));
  batch(() => {
    told.value = ticket;
    messages.value = [...above, ...said, ...below];
    putPending(ticket, read.filter(isPending));
    if (above.length === 0) hasEarlier.value = earlier;
    ticketProblem.value = null;
  });
}

/** After a lost connection, and where something was missed. */
export async function refreshTicket(): Promise<void> {
  const id = openTicketId.peek();
  if (id) await readTicket(id);
}

/** One page more, above what is shown. */
export async function readEarlier(): Promise<void> {
  const id = openTicketId.peek();
  const first = messages.peek()?.[0]?.id;
  if (!id || !first || !hasEarlier.peek() || isReadingEarlier.peek()) return;
  isReadingEarlier.value = true;
  earlierProblem.value = null;
  try {
    const { ticket } = await api.readTicket(id, undefined, first);
    const shown = messages.peek();
    // Another ticket is open, or this one was read anew and begins elsewhere.
    if (openTicketId.peek() !== id || shown?.[0]?.id !== first) return;
    batch(() => {
      messages.value = [...ticket.messages, ...shown];
      hasEarlier.value = ticket.earlier;
    });
    say(text.ticket.earlierShown);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (openTicketId.peek() === id) earlierProblem.value = problem;
  } finally {
    isReadingEarlier.value = false;
  }
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
    const changed = await asked;
    batch(() => {
      settle(mine);
      putChanged(changed);
    });
    return true;
  } catch (problem) {
    settle(mine);
    notifyProblem(problem, (why) => text.ticket.notChanged(before.number, why));
    return false;
  }
}

function settle(mine: Change): void {
  changes.value = changes.peek().filter((other) => other !== mine);
}

/** What the desk answers to a change: the head, and the line in the thread where that says it. */
export function putChanged({ ticket, statusMessage, after }: ChangedStaffTicket): void {
  putNewHead(ticket);
  putTicket(ticket, false);
  if (statusMessage) putOwnMessage(ticket, statusMessage, after);
}

/** @param after id of the message before it: one that is not here was missed, since an event is late or never came */
export function putOwnMessage(ticket: StaffTicket, message: StaffMessage, after: string | undefined): void {
  // The head that came with it is as old.
  if (undone.has(message.id)) return void refreshTicket();
  if (isPending(message)) addUndoable(ticket, message);
  putMessage(ticket, message);
  if (openTicketId.peek() !== ticket.id || !after) return;
  if (!messages.peek()?.some(({ id }) => id === after)) void refreshTicket();
}

export function putNewHead(ticket: StaffTicket): void {
  if (told.peek()?.id === ticket.id) told.value = ticket;
}

/** Of the head alone: lists and counts know nothing of it. */
export function putLive(id: string, isLive: boolean): void {
  if (told.peek()?.id !== id) return;
  const { live: _before, ...rest } = told.peek()!;
  told.value = isLive ? { ...rest, live: true } : rest;
}

export function putMessage(ticket: StaffTicket, message: StaffMessage): void {
  if (openTicketId.peek() !== ticket.id) return;
  const known = messages.peek();
  if (!known) {
    early.push(message);
    return;
  }
  // It may have stood here before customers saw it, and be told of late.
  if (known.some((one) => one.id === message.id && isSeen(one))) return;
  const others = known.filter(({ id }) => id !== message.id);
  messages.value = [...others, message].toSorted(seenFirst);
  if (message.author.kind === "system" || isMine(message)) return;
  // What comes into sight by itself is its own news.
  if (!isEndInSight.peek()) arrival.value = message;
  say(arrivalText(message));
}

/** Where it stands, and without a word: only what became of its mail is new. */
export function putMailed(message: StaffMessage): void {
  messages.value = messages.peek()?.map((one) => (one.id === message.id ? message : one)) ?? null;
}

/** What is sent now is seen at once: nothing that was said before waits still. */
export const isTalkLive = computed(
  () =>
    head.value?.live === true &&
    !messages.value?.some((message) => isPending(message) && message.author.kind === "staff"),
);

export const isPending = ({ effectiveAt }: StaffMessage): boolean => effectiveAt !== undefined;
const isSeen = (message: StaffMessage): boolean => !isPending(message);
const seenFirst = (one: StaffMessage, other: StaffMessage): number => Number(isPending(one)) - Number(isPending(other));

/** @param told all that customers do not see yet: it stands below everything else until they do */
export function putPending(ticket: StaffTicket, told: readonly StaffMessage[]): void {
  const pending = told.filter(({ id }) => !undone.has(id));
  noteUndoable(ticket, pending);
  const known = messages.peek();
  if (openTicketId.peek() !== ticket.id || !known) return;
  const seen = known.filter(isSeen);
  messages.value = [...seen, ...pending.filter(({ id }) => !seen.some((one) => one.id === id))];
}

export function arrivalText({ author, internal }: StaffMessage): string {
  const who = author.name || text.queue.visitor;
  return internal ? text.composer.arrivedNote(who) : text.composer.arrived(who);
}

/** Messages carry names only; one's own name on a staff message counts as oneself. */
const isMine = ({ author }: StaffMessage): boolean => author.kind === "staff" && author.name === me.peek()?.name;

/** As one's own, exactly these words. */
export const isInThread = (ticket: string, body: string, internal: boolean): boolean =>
  openTicketId.value === ticket &&
  messages.value?.some((one) => isMine(one) && one.body === body && one.internal === internal) === true;
