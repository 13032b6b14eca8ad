/** Tickets that a search has found, in pieces as they are looked through. */
import type { Principal } from "../access/principals.ts";
import type { TicketSort } from "../contract/staff.ts";
import type { TicketPriority, TicketStatus } from "../contract/tickets.ts";
import { lookedThrough } from "../db/keyset.ts";
import type { TicketFilter } from "./list/filter.ts";

export interface TicketSearch {
  who: Principal;
  q: string;
  filter: TicketFilter;
  sort: TicketSort;
  cursor?: string | undefined;
  limit: number;
}

/** Rows that are looked through for a page, of a list or a search, where most are filtered out or all have to be put in order. */
export const maxLookedThrough = lookedThrough;

export interface Hit {
  id: string;
  seq: number;
  last_seq: number;
  priority: TicketPriority;
  status: TicketStatus;
  /** `last_seq` when it was indexed: somebody may have answered since. */
  position: number;
}

export const hitColumns = [
  "tickets.id",
  "tickets.seq",
  "tickets.last_seq",
  "tickets.priority",
  "tickets.status",
] as const;

/** What fits, in pieces; of each where it ended, `undefined` where there is nothing behind it. */
export type Hits = (
  below: number | undefined,
) => AsyncGenerator<{ rows: Hit[]; endsAt: number | undefined; looked: number }>;

export async function take(
  pieces: ReturnType<Hits>,
  limit: number,
  fits: (hit: Hit) => boolean,
): Promise<{ rows: Hit[]; isMore: boolean; stoppedAt?: number }> {
  const rows: Hit[] = [];
  let looked = 0;
  for await (const piece of pieces) {
    rows.push(...piece.rows.filter(fits));
    if (rows.length > limit) return { rows: rows.slice(0, limit), isMore: true };
    looked += piece.looked;
    if (looked >= maxLookedThrough && piece.endsAt !== undefined) {
      return { rows, isMore: false, stoppedAt: piece.endsAt };
    }
  }
  return { rows, isMore: false };
}
