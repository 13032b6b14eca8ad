/** Who this browser is to the portal: a customer, a visitor, or the holder of a tracking link for one ticket. */
import type { PortalCustomer, PortalSession } from "../../server/contract/index.ts";
import type { Api } from "../api.ts";
import { type Store, visitorKey } from "../outbox/store.ts";
import type { Kept, Storage } from "../storage.ts";

export interface Session {
  /** Who is signed in here, as last heard. */
  person(): PortalCustomer | undefined;
  /** For one ticket, or for everything of this person or browser. Undefined where nothing was ever sent from here. */
  token(ticketId?: string): string | undefined;
  /** Token of whoever sends. Makes a visitor at the first upload or send, not before. */
  sender(): Promise<string>;
  /** This ticket is not the customer's. @returns whether a link to it was opened here, which counts from now on */
  fallBack(ticketId: string): boolean;
  /** For who signs in, and is asked what was sent from here before. */
  kept: Storage<Kept>;
  /** Tickets that only a link opens, though somebody is signed in. */
  linked: Set<string>;
  /** Asks who is signed in: name, address and company may have changed. */
  refresh(): Promise<void>;
  /** The server does not know this token any more. @returns whether somebody was signed in by it */
  drop(token: string | undefined): boolean;
  /** Signs out, and keeps nothing of this person here. @param all on every other device too */
  forget(all?: boolean): Promise<void>;
}

export function createSession(api: Api, storage: Storage<Kept>, store: Store): Session {
  let making: Promise<string> | undefined;
  const linked = new Set<string>();

  const session: Session = {
    kept: storage,
    linked,
    person: () => storage.read().person,
    token(ticketId = "") {
      const { customer, visitor, tracking = {} } = storage.read();
      return linked.has(ticketId) ? tracking[ticketId] : (customer ?? tracking[ticketId] ?? visitor);
    },
    async sender() {
      const { customer, visitor } = storage.read();
      return (
        customer ??
        visitor ??
        (making ??= api
          .ask<{ token: string }>("/visitors", { method: "POST" })
          .then(async ({ token }) => {
            const read = (): string | undefined => storage.read().visitor;
            // Unless the device was forgotten meanwhile.
            const write = (visitor: string): unknown => making && storage.write({ visitor });
            // Another tab may have made one in the same moment: the first one counts for all, or tickets go out of sight.
            const agreed = await import("../outbox/first.ts").then(
              ({ first }) => first(store, { read, write }, token),
              () => read() ?? token,
            );
            write(agreed);
            return agreed;
          })
          .finally(() => (making = undefined)))
      );
    },
    fallBack(ticketId) {
      const { customer, tracking = {} } = storage.read();
      return !!customer && !!tracking[ticketId] && !linked.has(ticketId) && !!linked.add(ticketId);
    },
    async refresh() {
      const { customer } = storage.read();
      if (!customer) return;
      const { customer: person } = await api.ask<PortalSession>("/session", { token: customer });
      if (storage.read().customer === customer) storage.write({ person });
    },
    drop(token) {
      const { customer, visitor, before, tracking = {} } = storage.read();
      // Nothing is written for a token that is gone already: another tab may have forgotten everything.
      if (!token) return false;
      if (token === visitor || token === customer) {
        void store.remove(visitorKey);
        storage.write({
          visitor: before,
          before: undefined,
          customer: undefined,
          person: undefined,
          known: !!before,
        });
      }
      const links = Object.entries(tracking);
      const left = links.filter(([, kept]) => kept !== token);
      if (left.length < links.length) storage.write({ tracking: Object.fromEntries(left) });
      return token === customer;
    },
    async forget(all) {
      const { customer, visitor, before } = storage.read();
      const token = customer ?? visitor;
      storage.forget();
      if (before) storage.write({ visitor: before, known: true });
      void store.remove(visitorKey);
      making = undefined;
      linked.clear();
      // What this device kept is gone already; that the server forgets the token too is worth a try, not a wait.
      if (token) await api.ask(`/session${all ? "?all=true" : ""}`, { method: "DELETE", token }).catch(() => {});
    },
  };
  return session;
}
