/** News from the desk as it happens. The stream is opened while the page can be seen and reopened when it breaks. */
import { signal } from "@preact/signals";
import type { StaffEvent } from "../../contract/index.ts";
import { api, askToSignInAgain, eventsUrl } from "../api.ts";
import { asProblem } from "../problem.ts";
import { readDesk } from "./desk.ts";
import { putTicket, refreshTickets } from "./queue.ts";
import { sendWaiting } from "./send.ts";
import { me, readSession } from "./session.ts";
import { putLive, putMessage, putNewHead, putPending, refreshTicket } from "./ticket.ts";

export const isLost = signal(false);

/** The data of an event; one member of the union may stand for several types. */
type Named<Type, Event = StaffEvent> = Event extends { type: infer Types }
  ? Type extends Types
    ? Omit<Event, "type">
    : never
  : never;

const untilSaid = 4_000;
const untilHiddenEnds = 60_000;
/** The desk beats every 25 seconds: a stream that is silent for longer than this looks open and is dead. */
const longestSilence = 60_000;
const tick = 20_000;
const firstWait = 1_000;
const longestWait = 30_000;

let source: EventSource | undefined;
let wait = firstWait;
/** True at first too: what happened between reading the lists and the stream's opening is read again. */
let wasDown = true;
let saying: ReturnType<typeof setTimeout> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;
let ending: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

export function startLive(): void {
  document.addEventListener("visibilitychange", followVisibility);
  addEventListener("offline", () => {
    close();
    noteLoss();
  });
  addEventListener("online", reopenNow);
  reopenAfterSleep();
  open();
}

/** A browser allows six connections to a host over all tabs: tabs that nobody sees give theirs back. */
function followVisibility(): void {
  clearTimeout(ending);
  if (document.hidden) {
    ending = setTimeout(() => {
      close();
      wasDown = true;
    }, untilHiddenEnds);
  } else if (!source) open();
}

function reopenNow(): void {
  if (source?.readyState !== EventSource.OPEN && !document.hidden) open();
}

/** A computer that slept leaves a connection that looks open and brings nothing any more. */
function reopenAfterSleep(): void {
  let last = Date.now();
  setInterval(() => {
    const slept = Date.now() - last > 3 * tick;
    last = Date.now();
    if (!slept || document.hidden) return;
    wasDown = true;
    open();
  }, tick);
}

function noteLoss(): void {
  wasDown = true;
  saying ??= setTimeout(() => {
    isLost.value = true;
  }, untilSaid);
}

function open(): void {
  close();
  source = new EventSource(eventsUrl);
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
  on<"access.changed">("access.changed", ({ anew }) => void readAccess(anew));
}

const rights = (): string => JSON.stringify([me.peek()?.role, me.peek()?.projects]);

/** Of most changes names are all that is new; of one's own role and projects, everything that is shown. */
async function readAccess(anew?: true): Promise<void> {
  const before = rights();
  await Promise.all([readSession(), readDesk()]);
  if (anew || rights() !== before) await Promise.all([refreshTickets(), refreshTicket()]);
}

function listen(): void {
  clearTimeout(silence);
  silence = setTimeout(() => {
    noteLoss();
    open();
  }, longestSilence);
}

function on<Type extends StaffEvent["type"]>(type: Type, handle: (event: Named<Type>) => void): void {
  source?.addEventListener(type, (event: MessageEvent<string>) => {
    listen();
    handle(JSON.parse(event.data) as Named<Type>);
  });
}

function close(): void {
  clearTimeout(again);
  clearTimeout(silence);
  source?.close();
  source = undefined;
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
  if (source?.readyState === EventSource.CLOSED) {
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
