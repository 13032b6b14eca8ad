/** What is over of customers: links and codes in mails, and merges that nobody undoes any more. */
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

export async function sweepMailedWaysIn({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  const over = now();
  await database.write(async ({ db }) => {
    await db.deleteFrom("customer_links").where("expires_at", "<", over).execute();
    await db.deleteFrom("sign_in_codes").where("expires_at", "<", over).execute();
  });
}
