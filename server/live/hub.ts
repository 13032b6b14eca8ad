/**
 * Takes events from their table to the open streams. Every event is read back from the database and passes the
 * access rule of its reader at the moment it is sent, so a stream never shows what a list would hide.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Selectable } from "kysely";
import type { Database } from "../db/database.ts";
import type { EventsTable } from "../db/schema.ts";

export type EventRow = Selectable<EventsTable>;

export interface InSight {
  ticketId: string;
  projectId: string;
}

export interface Subscriber {
  /** Undefined: events of every project. */
  readonly projectId: string | undefined;
  /** Number of the last event that went by. */
  cursor: number;
  /** Who it is, to count streams by. */
  readonly owner: string;
  /** How many its owner may have open. */
  readonly maxStreams: number | undefined;
  /** The ticket that this reader has before their eyes. */
  inSight?: InSight | undefined;
  /** Somebody at a portal has begun or ceased to look at a ticket. */
  onSight?: ((ticket: InSight, isInSight: boolean) => void) | undefined;
  /** When the session is over unless it is used, in milliseconds. */
  expiresAt: number;
  /** A change of access that names somebody else is none of this reader's business. */
  isConcerned(concerns: string): boolean;
  deliver(event: EventRow): Promise<void>;
  /** Waits until what was delivered is read, so that a slow reader gets through however far behind it is. */
  taken(): Promise<void>;
  /** Too much went by to tell it one by one: the reader asks for everything anew. The cursor is moved already. */
  skip(): void;
  /** The session may be over or the portal closed: looks, and ends the stream where it is so. */
  recheck(): Promise<void>;
  beat(): void;
  end(): void;
}

export interface Hub {
  /** @returns false when this person has too many streams open already */
  add(subscriber: Subscriber): boolean;
  remove(subscriber: Subscriber): void;
  /** What this reader has before their eyes from now on. */
  look(subscriber: Subscriber, ticket: InSight | undefined): void;
  /** Number of the newest event that was handed out. */
  readonly last: number;
  readonly size: number;
  /**
   * Whether somebody at the portal has this ticket before their eyes. Of this process alone: where there are several,
   * their stream may be another's, and the answer is no.
   */
  isInSight(ticketId: string): boolean;
  /** Ends every stream; clients come back to whoever listens then. */
  close(): Promise<void>;
}

const maxStreamsEach = 5;
/** Whoever is further behind than this many events is told to read everything anew: that is less work for both. */
const maxEventsBehind = 500;
/** Events between two turns of the event loop. On SQLite nothing else would give the others theirs. */
const atOnce = 50;
/** Milliseconds until events that could not be read are looked for again. */
const retryMs = 1000;
/** Milliseconds until staff are told that a ticket has come in sight, or is out of it. */
const sightMs = 100;
/** These change what a reader may see, so the reader is looked at again before anything else is sent. */
const touchesAccess = new Set<EventRow["type"]>(["access.changed", "session.ended", "portal.off"]);

interface HubOptions {
  database: Database;
  now: () => number;
  beatEveryMs?: number;
  onError: (error: unknown) => void;
}

export async function createHub({ database, now, beatEveryMs = 25_000, onError }: HubOptions): Promise<Hub> {
  const subscribers = new Set<Subscriber>();
  const newest = await database.read
    .selectFrom("events")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirst();
  let last = Number(newest?.seq ?? 0);
  let running: Promise<void> | undefined;
  let woken = false;
  let closed = false;

  const read = (after: number, projectId: string | undefined, limit: number): Promise<EventRow[]> =>
    database.read
      .selectFrom("events")
      .selectAll()
      .where("seq", ">", after)
      .$if(projectId !== undefined, (query) => query.where("project_id", "in", [projectId!, ""]))
      .orderBy("seq")
      .limit(limit)
      .execute();

  const give = async (subscriber: Subscriber, event: EventRow): Promise<void> => {
    if (event.seq <= subscriber.cursor) return;
    const concerned =
      subscriber.projectId === undefined || event.project_id === "" || event.project_id === subscriber.projectId;
    subscriber.cursor = event.seq;
    if (!concerned || (event.concerns !== null && !subscriber.isConcerned(event.concerns))) return;
    try {
      if (touchesAccess.has(event.type)) await subscriber.recheck();
      await subscriber.deliver(event);
    } catch (error) {
      // Better no stream than one with a hole: the client resumes after the last event it has.
      subscriber.end();
      onError(error);
    }
  };

  const dispatch = async (): Promise<void> => {
    while (woken) {
      woken = false;
      const events = await read(last, undefined, atOnce);
      for (const event of events) {
        // Those that are still catching up read this event by themselves.
        const present = [...subscribers].filter((subscriber) => subscriber.cursor >= last);
        last = event.seq;
        await Promise.all(present.map((subscriber) => give(subscriber, event)));
      }
      if (events.length === atOnce) {
        woken = true;
        await nextTurn();
      }
    }
  };

  const wake = (): void => {
    woken = true;
    running ??= dispatch()
      .catch((error: unknown) => {
        onError(error);
        // The database is away. Nothing may wake us when it is back, and what was committed has to be heard of.
        if (!closed) setTimeout(wake, retryMs).unref();
      })
      .finally(() => {
        running = undefined;
        if (woken) wake();
      });
  };

  const catchUp = async (subscriber: Subscriber): Promise<void> => {
    while (subscriber.cursor < last && subscribers.has(subscriber)) {
      if (last - subscriber.cursor > maxEventsBehind) {
        // First, as with every event: what was skipped may have ended the session or closed the portal.
        subscriber.cursor = last;
        await subscriber.recheck();
        subscriber.skip();
        continue;
      }
      const until = last;
      const events = await read(subscriber.cursor, subscriber.projectId, atOnce);
      for (const event of events) {
        await give(subscriber, event);
        await subscriber.taken();
      }
      if (events.length < atOnce) subscriber.cursor = Math.max(subscriber.cursor, until);
      await nextTurn();
    }
  };

  /** How many look at a ticket, for those that somebody looks at: staff ask at each reading of one. */
  const inSight = new Map<string, number>();
  const isInSight = (ticketId: string): boolean => inSight.has(ticketId);
  /** Tickets of which staff were told that they are in sight. */
  const known = new Set<string>();
  const untold = new Set<string>();
  const see = (ticket: InSight | undefined, more: 1 | -1): void => {
    if (ticket === undefined) return;
    const { ticketId } = ticket;
    const count = (inSight.get(ticketId) ?? 0) + more;
    if (count > 0) inSight.set(ticketId, count);
    else inSight.delete(ticketId);
    tellSight(ticket);
  };
  /** A moment later: a widget that opens its stream anew has not looked away. */
  const tellSight = (ticket: InSight): void => {
    const { ticketId } = ticket;
    if (untold.has(ticketId)) return;
    untold.add(ticketId);
    setTimeout(() => {
      untold.delete(ticketId);
      const seen = isInSight(ticketId);
      if (closed || seen === known.has(ticketId)) return;
      if (seen) known.add(ticketId);
      else known.delete(ticketId);
      for (const subscriber of subscribers) subscriber.onSight?.(ticket, seen);
    }, sightMs).unref();
  };

  const off = database.onEvents(wake);
  const beats = setInterval(() => subscribers.forEach((subscriber) => subscriber.beat()), beatEveryMs);
  const expiries = setInterval(() => {
    for (const subscriber of subscribers) {
      if (subscriber.expiresAt <= now()) subscriber.recheck().catch(onError);
    }
  }, 500);
  beats.unref();
  expiries.unref();

  return {
    add(subscriber) {
      const open = [...subscribers].filter((other) => other.owner === subscriber.owner).length;
      if (open >= (subscriber.maxStreams ?? maxStreamsEach)) return false;
      subscribers.add(subscriber);
      see(subscriber.inSight, 1);
      if (subscriber.cursor < last) {
        catchUp(subscriber).catch((error: unknown) => {
          subscriber.end();
          onError(error);
        });
      }
      return true;
    },
    remove(subscriber) {
      if (subscribers.delete(subscriber)) see(subscriber.inSight, -1);
    },
    look(subscriber, ticket) {
      const before = subscriber.inSight;
      if (before?.ticketId === ticket?.ticketId) return;
      subscriber.inSight = ticket;
      // One that is gone is not counted any more.
      if (!subscribers.has(subscriber)) return;
      see(before, -1);
      see(ticket, 1);
    },
    get last() {
      return last;
    },
    get size() {
      return subscribers.size;
    },
    isInSight,
    async close() {
      closed = true;
      off();
      clearInterval(beats);
      clearInterval(expiries);
      subscribers.forEach((subscriber) => subscriber.end());
      await running;
    },
  };
}
