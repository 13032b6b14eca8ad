/** How many customers and companies there are about which only staff can settle something. */
import { signal, type Signal } from "@preact/signals";
import type { TicketQuery } from "../api.ts";
import { peopleApi } from "../api-people.ts";
import { asProblem } from "../problem.ts";

export interface Found {
  count: number;
  isMore: boolean;
}

/** Those who share an address with somebody else; null: nobody does. */
export const shared = signal<Found | null>(null);
/** Those whose account its owner stopped; null: nobody's. */
export const stopped = signal<Found | null>(null);

/** Companies that have the name of an older one; null: none has. */
export const sameNamed = signal<Found | null>(null);

const counted =
  (
    to: Signal<Found | null>,
    query: TicketQuery,
    list: typeof peopleApi.listCustomers | typeof peopleApi.listCompanies = peopleApi.listCustomers,
  ) =>
  async (project: string | undefined): Promise<void> => {
    try {
      const asked = { ...query, limit: "100", ...(project && { project }) };
      const { items, nextCursor } = await list(asked);
      to.value = items.length > 0 ? { count: items.length, isMore: nextCursor !== null } : null;
    } catch (problem) {
      // The list says what is wrong.
      asProblem(problem);
    }
  };

export const readShared = counted(shared, { same: "true" });
export const readStopped = counted(stopped, { stopped: "true" });
export const readSameNamed = counted(sameNamed, { same: "true" }, peopleApi.listCompanies);
