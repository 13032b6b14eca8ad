/** A page of a list with all that its rows show. */
import type { Principal } from "../../access/principals.ts";
import type { Page } from "../../contract/portal.ts";
import { reaches } from "../../access/reach.ts";
import type { Database, Db } from "../../db/database.ts";
import { searchTickets } from "../search-tickets.ts";
import { findTickets, type FoundPage, type ListRequest } from "./read.ts";

/** @param q words to search for; absent: a list */
export async function findPage(
  database: Pick<Database, "read" | "lists" | "engine">,
  who: Principal,
  { q, ...request }: ListRequest & { q?: string | undefined },
): Promise<FoundPage> {
  if (await isElsewhere(database.read, who, request.filter.customer)) return { seqs: [], nextCursor: null };
  return q === undefined ? findTickets(database, who, request) : searchTickets(database, { ...request, who, q });
}

/** Looked for before their tickets are: how many are looked through would tell of a customer of another project. */
async function isElsewhere(db: Db, who: Principal, customer: string | undefined): Promise<boolean> {
  if (customer === undefined || (who.kind !== "staff" && who.kind !== "key") || who.projects === "all") return false;
  const found = await db.selectFrom("customers").select("project_id").where("id", "=", customer).executeTakeFirst();
  return !found || !reaches(who, found.project_id);
}

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
