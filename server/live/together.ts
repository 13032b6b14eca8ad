/** One reading for all who want to know the same at the same time, so that what it costs does not grow with them. */
import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Of all that is asked for within one turn of the event loop. The reading begins after the last of them has asked, so
 * nobody gets what was so before.
 * @returns undefined for a key that the answer has not
 */
export function together<Value>(
  readAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let keys = new Set<string>();
  let answer: Promise<ReadonlyMap<string, Value>> | undefined;
  const readThem = async (): Promise<ReadonlyMap<string, Value>> => {
    await nextTurn();
    const all = [...keys];
    keys = new Set();
    answer = undefined;
    return readAll(all);
  };
  return async (key) => {
    keys.add(key);
    answer ??= readThem();
    return (await answer).get(key);
  };
}

/** Of one event, for all who are told of it at the same time. */
export function onceForAll<Event extends { seq: number }, Answer>(
  read: (event: Event) => Promise<Answer>,
): (event: Event) => Promise<Answer> {
  const underway = new Map<number, Promise<Answer>>();
  return (event) => {
    const known = underway.get(event.seq);
    if (known) return known;
    // Not kept afterwards: whoever catches up later reads what is so by then.
    const reading = read(event).finally(() => underway.delete(event.seq));
    underway.set(event.seq, reading);
    return reading;
  };
}
