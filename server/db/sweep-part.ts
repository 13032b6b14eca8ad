/** Sweeping a part of a table at a time, so that no run costs more with a larger desk. */
import { sql } from "kysely";
import type { Database, Db } from "./database.ts";
import { keepSetting, readSetting } from "./settings.ts";

const rowsAtOnce = 2000;

const keys = { visitors: "id", tracking_links: "hash", pending_changes: "id" } as const;

/**
 * Goes on where the last run stopped, and begins anew at the end.
 * @param remove takes what is over among the keys after the first and up to the second
 */
export async function sweepPart(
  { database }: { database: Database },
  table: keyof typeof keys,
  remove: (db: Db, from: string, to: string) => Promise<void>,
): Promise<void> {
  const name = `swept:${table}`;
  const key = sql.ref<string>(keys[table]);
  await database.write(async ({ db }) => {
    const from = (await readSetting(db, name)) ?? "";
    const next = db.selectFrom(table).select(key.as("key")).where(key, ">", from).orderBy(key).limit(rowsAtOnce);
    const rows = await next.execute();
    const last = rows.at(-1);
    if (last) await remove(db, from, last.key);
    await keepSetting(db, name, rows.length === rowsAtOnce ? last!.key : "");
  });
}
