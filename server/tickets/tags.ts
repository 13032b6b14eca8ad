/** Tags of a ticket: as its list of them, and a row each, by which lists find it. */
import type { Tx } from "../db/database.ts";
import type { TicketRow } from "./store.ts";

/** @param tags each once, in the order in which they are shown */
export async function keepTags({ db }: Tx, { seq }: Pick<TicketRow, "seq">, tags: readonly string[]): Promise<void> {
  await db.deleteFrom("ticket_tags").where("ticket_seq", "=", seq).execute();
  const rows = [...new Set(tags)].map((tag) => ({ tag, ticket_seq: seq }));
  if (rows.length > 0) await db.insertInto("ticket_tags").values(rows).execute();
}
