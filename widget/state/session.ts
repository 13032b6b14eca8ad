/** Who this browser is to the portal: a visitor, or the holder of a tracking link for one ticket. */
import type { Api } from "../api.ts";
import type { Storage } from "../storage.ts";

export interface Session {
  /** For one ticket, or for everything of this browser. Undefined where nothing was ever sent from here. */
  token(ticketId?: string): string | undefined;
  /** Makes a visitor at the first upload or send, not before. */
  visitor(): Promise<string>;
  /** Opens a tracking link. @returns the ticket's id */
  track(secret: string): Promise<string>;
  /** The server does not know this token any more. */
  drop(token: string | undefined): void;
  forget(): Promise<void>;
}

export function createSession(api: Api, storage: Storage): Session {
  let making: Promise<string> | undefined;

  return {
    token: (ticketId = "") => storage.read().tracking?.[ticketId] ?? storage.read().visitor,
    visitor() {
      const known = storage.read().visitor;
      if (known) return Promise.resolve(known);
      return (making ??= api
        .ask<{ token: string }>("/visitors", { method: "POST" })
        .then(({ token }) => {
          storage.write({ visitor: token });
          return token;
        })
        .finally(() => (making = undefined)));
    },
    async track(secret) {
      const { token, ticketId } = await api.ask<{ token: string; ticketId: string }>("/tracking", { body: { secret } });
      storage.write({ tracking: { ...storage.read().tracking, [ticketId]: token } });
      return ticketId;
    },
    drop(token) {
      const { visitor, tracking = {} } = storage.read();
      if (token && token === visitor) storage.write({ visitor: undefined as never, known: false });
      storage.write({ tracking: Object.fromEntries(Object.entries(tracking).filter(([, kept]) => kept !== token)) });
    },
    async forget() {
      const token = storage.read().visitor;
      storage.forget();
      // What this device kept is gone already; that the server forgets the token too is worth a try, not a wait.
      if (token) await api.ask("/session", { method: "DELETE", token }).catch(() => {});
    },
  };
}
