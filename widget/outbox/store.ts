/** Where messages wait to be sent: a database of this portal, or memory where the browser refuses one. */

/** Where a message goes: to a ticket, or it makes one. */
export interface Destination {
  /** Id of the ticket that it answers. */
  ticket?: string | undefined;
}

/** As it lies there: perhaps written by a tab of another release. */
export interface StoredEntry {
  /** The Idempotency-Key, for all tries. */
  key: string;
  /** Id of the customer who wrote it; empty where nobody was signed in. */
  owner: string;
  /** Absent where a release wrote it that knew a path alone. */
  to?: Destination;
  /** Of the request. Tabs of those releases send what lies here too, and read from it where a message goes. */
  path: string;
  body: object;
  /** Goes along at each try without being part of the message: what shows a person at work. */
  beside?: object;
  /** Fields and files as they were typed and chosen: to know the same message again, and to give it back. */
  written: string;
  /** It may have arrived: under its key goes this body, or none. */
  tried?: boolean;
  /** When it was written down, in milliseconds. */
  at: number;
}

export interface Entry extends StoredEntry {
  to: Destination;
}

export interface Store {
  /** @returns whether it outlives the page; else it lies in memory */
  put(entry: StoredEntry): Promise<boolean>;
  remove(key: string): Promise<unknown>;
  /** Oldest first. Undefined where the browser does not let it be seen just now: that is not the same as none. */
  all(): Promise<StoredEntry[] | undefined>;
  /** Leaves no database behind. */
  forget(): void;
  /**
   * One transaction. Rejects where the browser refuses, and where there is nothing yet.
   * @param make makes the database then
   */
  run<T>(work: (entries: IDBObjectStore) => IDBRequest<T>, make?: boolean): Promise<T>;
}

const table = "outbox";
/** Key of what is no message, but says which visitor this browser is: the first that one of its tabs became. */
export const visitorKey = "visitor";
/** A browser that does not answer must not keep a message from being sent. */
const patience = 5000;

export function openStore(name: string): Store {
  const memory = new Map<string, StoredEntry>();
  const store: Store = {
    run: (work, make) =>
      // Opened anew each time: an open one would keep another tab from deleting it.
      new Promise((resolve, reject) => {
        setTimeout(reject, patience, patience);
        const opening = indexedDB.open(name);
        opening.onupgradeneeded = () =>
          make
            ? opening.result.createObjectStore(table, { keyPath: "key" })
            : // There is none: the one refusal without a reason.
              (reject(), opening.transaction!.abort());
        opening.onerror = reject;
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction(table, "readwrite", { durability: "strict" });
          const request = work(transaction.objectStore(table));
          transaction.oncomplete = () => resolve(request.result);
          transaction.onabort = reject;
          database.close();
        };
      }),
    put: (entry) =>
      store
        .run((entries) => entries.put(entry), true)
        .then(
          () => true,
          () => !memory.set(entry.key, entry),
        ),
    remove(key) {
      memory.delete(key);
      return store.run((entries) => entries.delete(key)).catch(() => {});
    },
    async all() {
      const kept = await store.run<StoredEntry[]>((entries) => entries.getAll()).catch((why) => (why ? undefined : []));
      return kept && [...kept, ...memory.values()].filter(({ path }) => path).sort((one, other) => one.at - other.at);
    },
    forget() {
      memory.clear();
      try {
        indexedDB.deleteDatabase(name);
      } catch {
        // There was none.
      }
    },
  };
  return store;
}
