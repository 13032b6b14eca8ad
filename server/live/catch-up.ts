/**
 * Readers that are behind the newest event, because they were away or slow, or because too much happened at once. They
 * go together from the last of them up to the newest, so that an event is read once for all of them: after a restart of
 * the server everybody comes back at the same time. Whoever comes meanwhile is of the next walk, or one that is always
 * far behind would keep the others from arriving.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { EventRow, Subscriber } from "./subscriber.ts";

/** Whoever is further behind than this many events is told to read everything anew: that is less work for both. */
export const maxEventsBehind = 500;
/** Events between two turns of the event loop. On SQLite nothing else would give the others theirs. */
export const atOnce = 50;

interface CatchUpOptions {
  subscribers: ReadonlySet<Subscriber>;
  newest: () => number;
  read: (after: number, limit: number) => Promise<EventRow[]>;
  /** An event is on its way to this reader. */
  isBeingTold: (subscriber: Subscriber) => boolean;
  /** Finds out what has changed the rights of readers since this event. */
  learnAfter: (seq: number) => Promise<void>;
  /** Moves the cursors of all these readers, when they have it. */
  tell: (readers: readonly Subscriber[], event: EventRow) => Promise<void>;
  onError: (error: unknown) => void;
}

export function createCatchUp(options: CatchUpOptions) {
  const { subscribers, newest, read, isBeingTold, learnAfter, tell, onError } = options;
  let waiting = new Set<Subscriber>();
  let isWalking = false;
  let walkingFrom = Infinity;

  // The newest event on its way to somebody who has arrived is no reason to send it from here as well.
  const isBehind = (one: Subscriber): boolean => subscribers.has(one) && one.cursor < newest() && !isBeingTold(one);

  const skip = async (subscriber: Subscriber): Promise<void> => {
    const until = newest();
    // First, as with every event: what was skipped may have ended the session or closed the portal. The cursor moves
    // after that, or the next event would be sent before it.
    await subscriber.recheck();
    subscriber.cursor = until;
    if (subscribers.has(subscriber)) subscriber.skip();
  };

  const end = (readers: Iterable<Subscriber>, error: unknown): void => {
    for (const subscriber of readers) subscriber.end();
    onError(error);
  };

  const comeBack = async (slow: Subscriber): Promise<void> => {
    try {
      await slow.taken();
      if (!isBehind(slow)) return;
      // It may have stood still for hours, and is told of those by what is so now.
      await slow.recheck();
      add(slow);
    } catch (error) {
      end([slow], error);
    }
  };

  const walk = async (readers: Set<Subscriber>): Promise<void> => {
    for (;;) {
      const far = [...readers].filter((one) => isBehind(one) && newest() - one.cursor > maxEventsBehind);
      await Promise.all(far.map((one) => skip(one).catch((error: unknown) => end([one], error))));
      const behind = [...readers].filter(isBehind);
      if (behind.length === 0) return;
      const until = newest();
      walkingFrom = Math.min(...behind.map(({ cursor }) => cursor));
      const [events] = await Promise.all([read(walkingFrom, atOnce), learnAfter(walkingFrom)]);
      // What is newer comes to whoever is not behind any more: from here as well, it could overtake the one before it.
      for (const event of events.filter(({ seq }) => seq <= until)) {
        const unheard = behind.filter((one) => readers.has(one) && one.cursor < event.seq);
        await tell(unheard, event);
        for (const one of unheard.filter(({ isTaken }) => !isTaken)) {
          // A slow reader goes on by itself when it can, and holds up nobody.
          readers.delete(one);
          void comeBack(one);
        }
      }
      if (events.length < atOnce || events.at(-1)!.seq >= until) {
        for (const one of behind) if (readers.has(one)) one.cursor = Math.max(one.cursor, until);
      }
      await nextTurn();
    }
  };

  const go = async (): Promise<void> => {
    while (waiting.size > 0) {
      const readers = waiting;
      waiting = new Set();
      await walk(readers).catch((error: unknown) => end(readers, error));
    }
    isWalking = false;
    walkingFrom = Infinity;
  };

  const add = (subscriber: Subscriber): void => {
    if (!isBehind(subscriber)) return;
    waiting.add(subscriber);
    if (isWalking) return;
    isWalking = true;
    void nextTurn().then(go);
  };

  return {
    add,
    /** Number of the last event that all have who are on their way. */
    get walkingFrom() {
      return walkingFrom;
    },
  };
}
