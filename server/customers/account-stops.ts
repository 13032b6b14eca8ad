/** Links in mails to who owned an account before it changed. Each stops the account, once, for 7 days. */
import { hashSecret, newSecret } from "../access/tokens.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";

const lifetimeMs = 7 * 24 * 3_600_000;

interface NewStop {
  projectId: string;
  customerId: string;
  /** Who is asked: the address that the mail goes to. */
  email: string;
}

/** @returns the token, shown this once */
export async function createStop({ db }: Tx, { projectId, customerId, email }: NewStop, now: number): Promise<string> {
  const token = newSecret();
  const row = { hash: hashSecret(token), project_id: projectId, customer_id: customerId, email };
  await db
    .insertInto("account_stops")
    .values({ ...row, expires_at: now + lifetimeMs, used_at: null })
    .execute();
  return token;
}

/** Uses a link up. Of two requests at once, one gets the row. The row stays, to tell staff who asked. */
export const useStop = ({ db }: Tx, projectId: string, token: string, now: number) =>
  db
    .updateTable("account_stops")
    .set({ used_at: now })
    .where("hash", "=", hashSecret(token))
    .where("project_id", "=", projectId)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning(["customer_id", "email"])
    .executeTakeFirst();

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
