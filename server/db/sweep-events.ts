import type { Database } from "./database.ts";

const dayMs = 24 * 3_600_000;

/** Events come in the order of their numbers, so those that are old are the first ones. */
export async function sweepEvents({ database, now }: { database: Database; now: () => number }): Promise<void> {
  const since = now() - dayMs;
  const young = await database.read
    .selectFrom("events")
    .select("seq")
    .where("created_at", ">=", since)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  await database.write(({ db }) =>
    db
      .deleteFrom("events")
      .where("seq", "<", young?.seq ?? Number.MAX_SAFE_INTEGER)
      .where("created_at", "<", since)
      .execute(),
  );
}
