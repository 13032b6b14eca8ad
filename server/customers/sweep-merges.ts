import type { Deps } from "../deps.ts";

const keptMs = 365 * 24 * 3_600_000;

/** A merge can be undone for a year. */
export async function sweepMerges({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) =>
    db
      .deleteFrom("customer_merges")
      .where("created_at", "<", now() - keptMs)
      .execute(),
  );
}
