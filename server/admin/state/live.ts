/**
 * News from the desk as it happens. The stream is reopened when it breaks; while the page cannot be seen, `news-sight.ts`
 * says whether there is one.
 */
import { signal } from "@preact/signals";
import type { StaffEvent } from "../../contract/index.ts";
import { api, askToSignInAgain, eventsUrl } from "../api.ts";
import { asProblem } from "../problem.ts";
import { readDesk } from "./desk.ts";
import { putTicket, refreshTickets } from "./queue.ts";
import { sendWaiting } from "./send.ts";
import { me, readSession } from "./session.ts";
import { putLive, putMailed, putMessage, putNewHead, putPending, refreshTicket } from "./ticket.ts";

export const isLost = signal(false);

/** The data of an event; one member of the union may stand for several types. */
type Named<Type, Event = StaffEvent> = Event extends { type: infer Types }
  ? Type extends Types
    ? Omit<Event, "type">
    : never
  : never;

const untilSaid = 4_000;
/** The desk beats every 25 seconds: a stream that is silent for longer than this looks open and is dead. */
const longestSilence = 60_000;
const firstWait = 1_000;
const longestWait = 30_000;

export const stream = signal<EventSource | null>(null);
/** Closed until somebody looks at the page again. */
let isResting = false;
/** A stream of ours that begins anew goes on from there, as one does by itself that the browser reopens. */
let lastId = "";
let wait = firstWait;
/** True at first too: what happened between reading the lists and the stream's opening is read again. */
let wasDown = true;
let saying: ReturnType<typeof setTimeout> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

export function startLive(): void {
  addEventListener("offline", () => {
    close();
    noteLoss();
  });
  addEventListener("online", reopenNow);
  open();
}

function reopenNow(): void {
  if (!isResting && stream.peek()?.readyState !== EventSource.OPEN) open();
}

export function rest(): void {
  close();
  wasDown = isResting = true;
  lastId = "";
}

export function noteLoss(): void {
  wasDown = true;
  saying ??= setTimeout(() => {
    isLost.value = true;
  }, untilSaid);
}

export function open(): void {
  close();
  isResting = false;
  const source = (stream.value = new EventSource(eventsUrl + lastId));
  source.onopen = onOpen;
  source.onerror = onError;
  source.addEventListener("beat", listen);
  listen();
  on<"ticket.created">("ticket.created", ({ ticket }) => putTicket(ticket, true));
  on<"ticket.updated">("ticket.updated", ({ ticket }) => {
    putTicket(ticket, false);
    putNewHead(ticket);
  });
  on<"ticket.pending">("ticket.pending", ({ ticket, pending }) => {
    putTicket(ticket, false);
    putNewHead(ticket);
    putPending(ticket, pending);
  });
  on<"ticket.live">("ticket.live", ({ id, live }) => putLive(id, live));
  on<"message.created">("message.created", ({ ticket, message }) => {
    putTicket(ticket, !message.internal && message.author.kind !== "system");
    putNewHead(ticket);
    putMessage(ticket, message);
  });
  on<"message.mailed">("message.mailed", ({ message }) => putMailed(message));
  on<"access.changed">("access.changed", ({ anew }) => void readAccess(anew));
}

const rights = (): string => JSON.stringify([me.peek()?.role, me.peek()?.projects]);

/** Of most changes names are all that is new; of one's own role and projects, everything that is shown. */
async function readAccess(anew?: true): Promise<void> {
  const before = rights();
  await Promise.all([readSession(), readDesk()]);
  if (anew || rights() !== before) await Promise.all([refreshTickets(), refreshTicket()]);
}

function listen(event?: MessageEvent): void {
  if (event) lastId = `?after=${event.lastEventId}`;
  clearTimeout(silence);
  silence = setTimeout(() => {
    noteLoss();
    open();
  }, longestSilence);
}

function on<Type extends StaffEvent["type"]>(type: Type, handle: (event: Named<Type>) => void): void {
  stream.peek()?.addEventListener(type, (event: MessageEvent<string>) => {
    listen(event);
    handle(JSON.parse(event.data) as Named<Type>);
  });
}

function close(): void {
  clearTimeout(again);
  clearTimeout(silence);
  stream.peek()?.close();
  stream.value = null;
}

function onOpen(): void {
  clearTimeout(saying);
  saying = undefined;
  isLost.value = false;
  wait = firstWait;
  if (wasDown) void Promise.all([refreshTickets(), refreshTicket(), sendWaiting()]);
  wasDown = false;
}

function onError(): void {
  noteLoss();
  // The browser reconnects by itself after a broken connection, but never after an answer such as 401 or 503.
  if (stream.peek()?.readyState === EventSource.CLOSED) {
    close();
    again = setTimeout(() => void reopen(), wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, longestWait);
  }
}

async function reopen(): Promise<void> {
  try {
    await api.readSession();
  } catch (problem) {
    if (asProblem(problem).code === "unauthenticated" && !(await askToSignInAgain())) return;
  }
  open();
}
