/** What other rooms change in rows of sessions, each in its own transaction. */
import type { SelectQueryBuilder } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";

/** Sessions that were opened by links to these tickets. @param tickets a query of ids */
export async function endSessionsOfTickets(
  { db }: Tx,
  tickets: SelectQueryBuilder<Schema, "tickets", { id: string }>,
): Promise<void> {
  await db.deleteFrom("sessions").where("kind", "=", "tracking").where("user_id", "in", tickets).execute();
}

/** The visitor whose tickets this session asks about: theirs or somebody else's. */
export async function askedAboutVisitor(db: Db, hash: string): Promise<string | null> {
  const row = await db.selectFrom("sessions").select("visitor_id").where("hash", "=", hash).executeTakeFirst();
  return row?.visitor_id ?? null;
}

export async function stopAsking({ db }: Tx, hash: string): Promise<void> {
  await db.updateTable("sessions").set({ visitor_id: null }).where("hash", "=", hash).execute();
}
