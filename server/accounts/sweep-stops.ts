import type { Deps } from "../deps.ts";

/** Links that are over. Those by which an account was stopped stay as long as it is: staff read in them who asked. */
export async function sweepStops({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) =>
    db
      .deleteFrom("account_stops")
      .where("expires_at", "<", now())
      .where("customer_id", "not in", db.selectFrom("customers").select("id").where("stopped_at", "is not", null))
      .execute(),
  );
}
