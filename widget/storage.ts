/** The only file that writes to storage; loader and news look into it before it is there. Where the browser refuses it, what is kept lasts as long as the page. */
import { asItIs } from "./as-it-is.ts";
import type { PortalCustomer } from "../server/contract/index.ts";

export interface Kept {
  /** Token of who is signed in here, and who that is. */
  customer?: string | undefined;
  person?: PortalCustomer | undefined;
  /** They came by the word of the site. */
  bySite?: boolean | undefined;
  /** Token of this browser, while nobody is signed in. */
  visitor?: string | undefined;
  /** The same, while somebody is signed in who did not send what was sent from here, or has not said so yet. */
  before?: string | undefined;
  /** Tokens of tracking links opened here, by ticket. */
  tracking?: Record<string, string>;
  /** There are tickets of this browser or person: worth a look when a page opens. */
  known?: boolean;
  /** Key of a message that waits in the outbox: worth a look too, for every tab that hears of it. */
  queued?: string | undefined;
  /** What was read last in any tab: the others count anew. */
  read?: string;
  /** Name and address for the next form. */
  name?: string;
  email?: string;
}

export interface Storage<T> {
  read(): Partial<T>;
  /** What is undefined is taken away. */
  write(change: Partial<T>): void;
  forget(): void;
}

/** @param name the portal's key, and what of it where that is not {@link Kept} */
export function openStorage<T extends object = Kept>(name: string): Storage<T> {
  const key = `deskbell:${name}`;
  /** Only where something could not be written: else a tab would remember what another one has forgotten. */
  let memory: Partial<T> | undefined;
  const read = (): Partial<T> => {
    try {
      return memory ?? JSON.parse(localStorage.getItem(key)!) ?? {};
    } catch {
      return {};
    }
  };
  return {
    read,
    write(change) {
      const kept = { ...read(), ...change };
      const text = JSON.stringify(kept, asItIs);
      try {
        if (text === "{}") localStorage.removeItem(key);
        else localStorage.setItem(key, text);
      } catch {
        memory = kept;
      }
    },
    forget() {
      memory &&= {};
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
  };
}
