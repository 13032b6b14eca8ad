/** Tickets by words in the messages that their reader may see, or by their number. */
import { type Expression, expressionBuilder, sql } from "kysely";
import type { Principal } from "../access/principals.ts";
import type { Database, Engine } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { matchingMessages } from "../db/search.ts";
import { conditionsOf } from "./list/filter.ts";
import { byKeys, cursorAt, type Found, isAfter, keysOf, positionOf, readPosition } from "./list/orders.ts";
import type { FoundPage, ListRequest } from "./list/read.ts";

export async function searchTickets(
  { lists, engine }: Pick<Database, "lists" | "engine">,
  who: Principal,
  { filter, sort, cursor, limit }: ListRequest,
  query: string,
): Promise<FoundPage> {
  const conditions: Expression<unknown>[] = [...conditionsOf(who, filter).values(), found(who, engine, query)];
  if (cursor !== undefined) conditions.push(isAfter(sort, readPosition(sort, cursor)));
  const { rows } = await sql<Found>`select tickets.seq, ${keysOf(sort)} from tickets
    where ${sql.join(conditions, sql` and `)} order by ${byKeys(sort)} limit ${limit + 1}`.execute(lists);
  return {
    seqs: rows.slice(0, limit).map(({ seq }) => seq),
    nextCursor: rows.length > limit ? cursorAt(positionOf(rows[limit - 1]!)) : null,
  };
}

function found(who: Principal, engine: Engine, query: string) {
  const eb = expressionBuilder<Schema, "tickets">();
  const number = /^\s*#?(\d{1,9})\s*$/.exec(query)?.[1];
  const seqs = matchingMessages(engine, query);
  const byWords = seqs
    ? eb(
        "tickets.id",
        "in",
        eb
          .selectFrom("messages")
          .select("messages.ticket_id")
          .where(sql<boolean>`messages.seq in ${seqs}`)
          // A note must not be found by the one it is hidden from.
          .$if(who.kind !== "staff" && who.kind !== "key", (notes) => notes.where("messages.internal", "=", 0)),
      )
    : eb.or([]);
  return number === undefined ? byWords : eb.or([eb("tickets.number", "=", Number(number)), byWords]);
}
