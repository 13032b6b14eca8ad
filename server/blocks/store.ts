/** Whose tickets are held for staff: the check itself is where tickets are made. */
import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import { readReach, type Reaching, sharedReach, writeReach } from "../access/reach.ts";
import { newId } from "../access/tokens.ts";
import type { BlockedSender } from "../contract/people.ts";
import type { Reach } from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import type { BlocksTable, Schema } from "../db/schema.ts";

export type BlockRow = Selectable<BlocksTable>;

/** @param seenBy of whoever reads it: of other projects they hear nothing */
export const blockView = (
  { id, kind, value, note, projects, created_at: createdAt }: BlockRow,
  seenBy: Reach,
): BlockedSender => ({
  id,
  kind,
  value,
  note,
  projects: sharedReach(readReach(projects), seenBy),
  createdAt: new Date(createdAt).toISOString(),
});

/** Those that hold for a project that somebody has. Ids are letters and digits, so one cannot be part of another. */
export const concerning =
  ({ projects }: Reaching) =>
  (eb: ExpressionBuilder<Schema, "blocks">) =>
    projects === "all"
      ? eb.and([])
      : eb.or([eb("projects", "is", null), ...projects.map((id) => eb("projects", "like", `%"${id}"%`))]);

export async function setProjects({ db }: Tx, id: string, projects: Reach): Promise<void> {
  await db
    .updateTable("blocks")
    .set({ projects: writeReach(projects) })
    .where("id", "=", id)
    .execute();
}

export const findBlock = (db: Db, id: string): Promise<BlockRow | undefined> =>
  db.selectFrom("blocks").selectAll().where("id", "=", id).executeTakeFirst();

/** Of one sender, the oldest first: several may have blocked them, for projects that the others know nothing of. */
export const findBlocksOf = (db: Db, { kind, value }: Pick<BlockRow, "kind" | "value">, who: Reaching) =>
  db
    .selectFrom("blocks")
    .selectAll()
    .where("kind", "=", kind)
    .where("value", "=", value)
    .where(concerning(who))
    .orderBy("created_at")
    .orderBy("id")
    .execute();

/** Two who change the list at once come one after the other; on SQLite all who write do. */
export async function lockBlocks({ db, engine }: Tx): Promise<void> {
  if (engine === "postgres") await sql`lock table blocks in share row exclusive mode`.execute(db);
}

export async function createBlock(
  { db }: Tx,
  { projects, ...block }: Pick<BlockRow, "kind" | "value" | "note"> & { projects: Reach },
  now: number,
): Promise<BlockRow> {
  const row = { ...block, id: newId(), projects: writeReach(projects), created_at: now };
  await db.insertInto("blocks").values(row).execute();
  return row;
}
