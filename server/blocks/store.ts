/** Whose tickets are held for staff: the check itself is where tickets are made. */
import type { Selectable } from "kysely";
import { newId } from "../access/tokens.ts";
import type { BlockedSender } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import type { BlocksTable } from "../db/schema.ts";

export type BlockRow = Selectable<BlocksTable>;

export const blockView = ({ id, kind, value, note, created_at: createdAt }: BlockRow): BlockedSender => ({
  id,
  kind,
  value,
  note,
  createdAt: new Date(createdAt).toISOString(),
});

export const findBlock = (db: Db, id: string): Promise<BlockRow | undefined> =>
  db.selectFrom("blocks").selectAll().where("id", "=", id).executeTakeFirst();

export const findBlockOf = (db: Db, { kind, value }: Pick<BlockRow, "kind" | "value">): Promise<BlockRow | undefined> =>
  db.selectFrom("blocks").selectAll().where("kind", "=", kind).where("value", "=", value).executeTakeFirst();

export async function createBlock(
  { db }: Tx,
  block: Pick<BlockRow, "kind" | "value" | "note">,
  now: number,
): Promise<BlockRow> {
  const row = { ...block, id: newId(), created_at: now };
  await db.insertInto("blocks").values(row).execute();
  return row;
}
