/**
 * Takes events from their table to the open streams. Every event is read back from the database and passes the
 * access rule of its reader at the moment it is sent, so a stream never shows what a list would hide.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "../db/database.ts";
import { atOnce, createCatchUp, maxEventsBehind } from "./catch-up.ts";
import { createRightsFirst, isFor } from "./rights-first.ts";
import { createSight } from "./sight.ts";
import type { EventRow, InSight, Subscriber } from "./subscriber.ts";

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
/** Milliseconds until events that could not be read are looked for again. */
const retryMs = 1000;
/** Events between two turns while it is looked up whom a great many of them concern. */
const lookedThroughAtOnce = 5000;

interface HubOptions {
  database: Database;
  now: () => number;
  beatEveryMs?: number;
  onError: (error: unknown) => void;
}

export async function createHub({ database, now, beatEveryMs = 25_000, onError }: HubOptions): Promise<Hub> {
  const subscribers = new Set<Subscriber>();
  const sight = createSight(subscribers);
  const rights = createRightsFirst({ database, heardByAll: () => Math.min(last, behind.walkingFrom) });
  const beingTold = new Set<Subscriber>();
  const newestSeq = async (): Promise<number> => {
    const newest = database.read.selectFrom("events").select((eb) => eb.fn.max("seq").as("seq"));
    return Number((await newest.executeTakeFirst())?.seq ?? 0);
  };
  let last = await newestSeq();
  let running: Promise<void> | undefined;
  let woken = false;
  let closed = false;

  const read = (after: number, limit: number): Promise<EventRow[]> =>
    database.read.selectFrom("events").selectAll().where("seq", ">", after).orderBy("seq").limit(limit).execute();

  const give = async (subscriber: Subscriber, event: EventRow): Promise<void> => {
    if (event.seq > subscriber.cursor && isFor(event, subscriber)) await subscriber.deliver(event);
  };

  /** Better no stream than one with a hole: the client resumes after the last event it has. */
  const orEnd = async (subscriber: Subscriber, work: Promise<void> | undefined): Promise<void> => {
    try {
      await work;
    } catch (error) {
      subscriber.end();
      onError(error);
    }
  };

  /** All are looked at before the first is told, so that what the event tells is still read once for all of them. */
  const tell = async (readers: readonly Subscriber[], event: EventRow): Promise<void> => {
    for (const one of readers) beingTold.add(one);
    const looks = readers.flatMap((one) => {
      const look = rights.look(one);
      return look ? [orEnd(one, look)] : [];
    });
    if (looks.length > 0) await Promise.all(looks);
    await Promise.all(
      readers.map(async (one) => {
        await orEnd(one, give(one, event));
        // Only now: before, the next event would be sent by whoever else tells, ahead of this one.
        one.cursor = Math.max(one.cursor, event.seq);
        beingTold.delete(one);
      }),
    );
  };

  const behind = createCatchUp({
    subscribers,
    newest: () => last,
    read,
    isBeingTold: (one) => beingTold.has(one),
    learnAfter: (seq) => rights.learnAfter(seq),
    tell,
    onError,
  });

  /** Those who are not catching up: they read what happens by themselves. */
  const present = (): Subscriber[] => [...subscribers].filter(({ cursor }) => cursor >= last);

  /** A page of the table at a time: it may be a day of events. */
  const projectsBetween = async (after: number, until: number): Promise<Set<string>> => {
    const found = new Set<string>();
    for (let at = after; at < until; at += lookedThroughAtOnce) {
      const rows = await database.read
        .selectFrom("events")
        .select("project_id")
        .distinct()
        .where("seq", ">", at)
        .where("seq", "<=", Math.min(at + lookedThroughAtOnce, until))
        .execute();
      for (const { project_id } of rows) found.add(project_id);
      await nextTurn();
    }
    return found;
  };

  /**
   * So much happened at once, such as somebody losing the project of all their tickets, that one by one it would keep
   * everybody's news waiting for minutes. Whoever it concerns is told to read anew, as if they had been away; the portals
   * of other projects, which may be many, hear nothing of it.
   */
  const leap = async (until: number): Promise<void> => {
    const projects = await projectsBetween(last, until);
    const there = present();
    last = until;
    for (const subscriber of there) {
      if (subscriber.projectId !== undefined && !projects.has(subscriber.projectId)) subscriber.cursor = until;
      else behind.add(subscriber);
    }
  };

  const dispatch = async (): Promise<void> => {
    while (woken) {
      woken = false;
      const events = await read(last, atOnce);
      // Asked only where more is waiting than one reading brings.
      const until = events.length < atOnce ? last : await newestSeq();
      if (until - last > maxEventsBehind) {
        await leap(until);
        woken = true;
        continue;
      }
      rights.learn(events);
      if (events.length === atOnce) await rights.learnAfter(events.at(-1)!.seq);
      for (const event of events) {
        const there = present();
        last = event.seq;
        await tell(there, event);
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
      sight.see(subscriber.inSight, 1);
      behind.add(subscriber);
      return true;
    },
    remove(subscriber) {
      if (subscribers.delete(subscriber)) sight.see(subscriber.inSight, -1);
    },
    look(subscriber, ticket) {
      const before = subscriber.inSight;
      if (before?.ticketId === ticket?.ticketId) return;
      subscriber.inSight = ticket;
      // One that is gone is not counted any more.
      if (!subscribers.has(subscriber)) return;
      sight.see(before, -1);
      sight.see(ticket, 1);
    },
    get last() {
      return last;
    },
    get size() {
      return subscribers.size;
    },
    isInSight: sight.isInSight,
    async close() {
      closed = true;
      sight.close();
      off();
      clearInterval(beats);
      clearInterval(expiries);
      subscribers.forEach((subscriber) => subscriber.end());
      await running;
    },
  };
}
