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
  /** Only where something could not be written: else a tab would remember what another one has forgotten. */
  let memory: Kept | undefined;
  const read = (): Kept => {
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
      try {
        localStorage.setItem(key, JSON.stringify(kept));
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
