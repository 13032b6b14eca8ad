/** How many customers there are about whom only staff can settle something. */
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

const counted =
  (to: Signal<Found | null>, query: TicketQuery) =>
  async (project: string | undefined): Promise<void> => {
    try {
      const asked = { ...query, limit: "100", ...(project && { project }) };
      const { items, nextCursor } = await peopleApi.listCustomers(asked);
      to.value = items.length > 0 ? { count: items.length, isMore: nextCursor !== null } : null;
    } catch (problem) {
      // The list says what is wrong.
      asProblem(problem);
    }
  };

export const readShared = counted(shared, { same: "true" });
export const readStopped = counted(stopped, { stopped: "true" });
