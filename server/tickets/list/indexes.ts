import { type RawBuilder, sql } from "kysely";
import type { Engine } from "../../db/database.ts";

/** Indexes of tickets that lists and counts name; `seq` is the table's own order, and `any` whichever the engine takes. */
export type TicketIndex =
  | "any"
  | "seq"
  | "tickets_activity"
  | "tickets_assignee"
  | "tickets_company"
  | "tickets_customer"
  | "tickets_follow_ups"
  | "tickets_held"
  | "tickets_held_here"
  | "tickets_latest"
  | "tickets_made"
  | "tickets_status"
  | "tickets_turn"
  | "tickets_unassigned"
  | "tickets_unfinished"
  | "tickets_visitor";

/**
 * The table, to be read by this index. Without numbers of its own SQLite takes one index for as good as another and sorts
 * what came; Postgres counts its rows, and has no way to be told.
 */
export function ticketsBy(engine: Engine, index: TicketIndex): RawBuilder<unknown> {
  if (engine === "postgres" || index === "any") return sql`tickets`;
  return index === "seq" ? sql`tickets not indexed` : sql.raw(`tickets indexed by ${index}`);
}
