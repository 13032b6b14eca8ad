/** A page of a list with all that its rows show. */
import type { Principal } from "../../access/principals.ts";
import type { Page } from "../../contract/portal.ts";
import type { Database } from "../../db/database.ts";
import { searchTickets } from "../search-tickets.ts";
import { findTickets, type FoundPage, type ListRequest } from "./read.ts";

/** @param q words to search for; absent: a list */
export const findPage = (
  database: Pick<Database, "lists" | "engine">,
  who: Principal,
  { q, ...request }: ListRequest & { q?: string | undefined },
): Promise<FoundPage> =>
  q === undefined ? findTickets(database, who, request) : searchTickets(database, { ...request, who, q });

/** @param rows of the page, as they come; one that is gone since is left out */
export function pageOfFound<Row extends { seq: number }, Item>(
  { seqs, nextCursor, lookedThrough }: FoundPage,
  rows: readonly Row[],
  show: (row: Row) => Item,
): Page<Item> {
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  const items = seqs.flatMap((seq) => {
    const row = bySeq.get(seq);
    return row ? [show(row)] : [];
  });
  return { items, nextCursor, ...(lookedThrough !== undefined && { lookedThrough }) };
}
