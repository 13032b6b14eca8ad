/** The only file that touches storage. Where the browser refuses it, what is kept lasts as long as the page. */
import type { PortalCustomer } from "../server/contract/index.ts";

export interface Kept {
  /** Token of who is signed in here, and who that is. */
  customer?: string | undefined;
  person?: PortalCustomer | undefined;
  /** Token of this browser, while nobody is signed in. */
  visitor?: string | undefined;
  /** Tokens of tracking links opened here, by ticket. */
  tracking?: Record<string, string>;
  /** There are tickets of this browser or person: worth a look when a page opens. */
  known?: boolean;
  /** Name and address for the next form. */
  name?: string;
  email?: string;
}

export interface Storage {
  read(): Kept;
  write(change: Kept): void;
  forget(): void;
}

export function openStorage(portal: string): Storage {
  const key = `deskbell:${portal}`;
  let memory: Kept = {};
  const read = (): Kept => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null") ?? memory;
    } catch {
      return memory;
    }
  };
  return {
    read,
    write(change) {
      memory = { ...read(), ...change };
      try {
        localStorage.setItem(key, JSON.stringify(memory));
      } catch {
        // Kept in memory.
      }
    },
    forget() {
      memory = {};
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
  };
}
