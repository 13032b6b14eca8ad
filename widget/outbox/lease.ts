/** Fetched on plain http pages, where there are no Web Locks: a message is held by a mark of time in its entry. */
import type { Store, StoredEntry } from "./store.ts";

/**
 * Milliseconds. A tab that is long in the background beats once a minute and loses its message to one that is awake.
 * Both may send it then, under one key.
 */
const life = 10_000;
const beat = 3000;

interface Leased extends StoredEntry {
  holder?: number;
  until?: number;
}

/** Runs the work when no other tab is at this message, or the one that was has been silent for long. */
export async function hold(store: Store, key: string, work: () => Promise<void>): Promise<void> {
  const me = Math.random();
  const take = async (until: number): Promise<boolean> => {
    let mine = true;
    await store
      .run((entries) => {
        const found: IDBRequest<Leased | undefined> = entries.get(key);
        found.onsuccess = () => {
          const entry = found.result;
          if (!entry) return;
          mine = entry.holder === me || !(entry.until! > Date.now());
          if (mine) entries.put({ ...entry, holder: me, until });
        };
        return found;
      })
      .catch(() => {});
    return mine;
  };
  const renew = (): Promise<boolean> => take(Date.now() + life);
  while (!(await renew())) await new Promise((next) => setTimeout(next, beat));
  const timer = setInterval(() => void renew(), beat);
  try {
    await work();
  } finally {
    clearInterval(timer);
    await take(0);
  }
}
