/** Whoever came in by a tracking link has one ticket and what goes on from it: these few are looked through themselves. */
import type { Principal } from "../access/principals.ts";
import type { Database } from "../db/database.ts";
import { wordsForCustomers } from "../db/ticket-documents.ts";
import { hasAll, searchedWords } from "../search/words.ts";
import { type Hits, hitColumns, type TicketSearch } from "./hits.ts";
import { matches } from "./list/filter.ts";

/** Follow-ups of one ticket, each written weeks after the one before it. */
const maxTracked = 50;

export function searchTracked(
  { lists, engine }: Pick<Database, "lists" | "engine">,
  who: Principal,
  { q, filter }: TicketSearch,
): Hits {
  return async function* (below = Number.MAX_SAFE_INTEGER) {
    const searched = searchedWords(q);
    if (searched.length === 0) return;
    const tickets = await lists
      .selectFrom("tickets")
      .select([...hitColumns, "tickets.last_seq as position"])
      .where(matches(who, filter))
      .where("tickets.last_seq", "<", below)
      .orderBy("tickets.last_seq", "desc")
      .limit(maxTracked)
      .execute();
    const rows = [];
    for (const ticket of tickets) {
      if (hasAll(await wordsForCustomers(lists, engine, ticket.id), searched)) rows.push(ticket);
    }
    yield { rows, endsAt: undefined, looked: tickets.length };
  };
}
