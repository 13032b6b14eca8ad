/** Fetched by who has never sent anything: tabs that are strangers in the same moment become one visitor. */
import { type Store, type StoredEntry, visitorKey } from "./store.ts";

interface Visitor extends Pick<StoredEntry, "key"> {
  token: string;
}

/**
 * Storage of strings is no place to agree: each tab may read it before it hears what another one wrote. A transaction of
 * the outbox is one tab's at a time.
 * @returns the token that was claimed first; undefined where the browser refuses, or is too busy to say
 */
export async function first(store: Store, token: string): Promise<string | undefined> {
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
