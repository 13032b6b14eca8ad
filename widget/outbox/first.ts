/** Fetched by who has never sent anything: tabs that are strangers in the same moment become one visitor. */
import { type Store, type StoredEntry, visitorKey } from "./store.ts";

interface Visitor extends Pick<StoredEntry, "key"> {
  token: string;
}

/** What this site keeps for all its tabs: the visitor that lies there is the one whose tickets they show. */
export interface Kept {
  read(): string | undefined;
  write(token: string): unknown;
}

/** Longer than a tab takes to hear what another one has written. */
const hearingMs = 500;

/**
 * Storage of strings is no place to agree: each tab may read it before it hears what another one wrote. A transaction of
 * the outbox is one tab's at a time. Where it gives no answer, tabs hear each other out instead, since whoever sends as a
 * visitor of their own does not find that ticket again.
 * @returns the token of the one that they all are
 */
export async function first(store: Store, kept: Kept, token: string): Promise<string> {
  const claimed = await claim(store, token);
  if (claimed === undefined) await hear();
  const found = kept.read() ?? claimed ?? token;
  kept.write(found);
  if (claimed === undefined) await hear();
  return kept.read() ?? found;
}

const hear = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, hearingMs));

/** @returns the token that was claimed first; undefined where the browser refuses, or is too busy to say */
async function claim(store: Store, token: string): Promise<string | undefined> {
  let claimed = token;
  return store
    .run((entries) => {
      const found: IDBRequest<Visitor | undefined> = entries.get(visitorKey);
      found.onsuccess = () => {
        if (found.result) claimed = found.result.token;
        else entries.put({ key: visitorKey, token });
      };
      return found;
    }, true)
    .then(
      () => claimed,
      () => undefined,
    );
}
