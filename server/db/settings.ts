/** Values that belong to the database as a whole, by their names. */
import type { Db } from "./database.ts";

export async function readSetting(db: Db, name: string): Promise<string | undefined> {
  return (await db.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst())?.value;
}

export async function keepSetting(db: Db, name: string, value: string): Promise<void> {
  await db
    .insertInto("settings")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Leaves the value that is there already: of several processes that start together the first one's counts. */
export async function keepFirstSetting(db: Db, name: string, value: string): Promise<void> {
  await db
    .insertInto("settings")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** Removes it. Of two who come at once, one gets the value. */
export async function takeSetting(db: Db, name: string): Promise<string | undefined> {
  return (await db.deleteFrom("settings").where("name", "=", name).returning("value").executeTakeFirst())?.value;
}
