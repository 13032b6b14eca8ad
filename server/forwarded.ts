/** Whether requests came with X-Forwarded-For though TRUST_PROXY is 0: then all visitors share the proxy's limits. */
import type { Database } from "./db/database.ts";

const name = "forwarded_ignored_at";

export async function noteForwarded(database: Database, now: number): Promise<void> {
  const value = new Date(now).toISOString();
  await database.write(({ db }) =>
    db
      .insertInto("settings")
      .values({ name, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute(),
  );
}

/** @returns when one last came since some start, in ISO 8601 */
export async function forwardedIgnoredAt(database: Database): Promise<string | undefined> {
  const query = database.read.selectFrom("settings").select("value").where("name", "=", name);
  return (await query.executeTakeFirst())?.value;
}
