/**
 * A token of the site lives for up to a day, and a person who signs out on a shared computer leaves it behind in the
 * page. So signing out also ends the token that opened the session. Only the site can make another token, and that one
 * is a new proof.
 */
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";

/** Which sessions of customers end. */
export interface Ending {
  hash?: string;
  /** Hash of the session that goes on. */
  kept?: string;
  userId?: string;
  projectId?: string;
  /** The site's key that signed the token of the session. */
  key?: string;
}

export async function isEnded(db: Db, hash: string): Promise<boolean> {
  const row = await db.selectFrom("ended_identity_tokens").select("hash").where("hash", "=", hash).executeTakeFirst();
  return row !== undefined;
}

/** To be called before the sessions are deleted. */
export async function endTokens({ db }: Tx, { hash, kept, userId, projectId, key }: Ending): Promise<void> {
  let sessions = db
    .selectFrom("sessions")
    .select(["identity_token", "identity_token_ends"])
    .distinct()
    .where("kind", "=", "customer")
    .where("identity_token", "is not", null);
  if (hash !== undefined) sessions = sessions.where("hash", "=", hash);
  if (kept !== undefined) sessions = sessions.where("hash", "!=", kept);
  if (userId !== undefined) sessions = sessions.where("user_id", "=", userId);
  if (projectId !== undefined) sessions = sessions.where("project_id", "=", projectId);
  if (key !== undefined) sessions = sessions.where("identity_key", "=", key);
  const rows = (await sessions.execute()).map((row) => ({
    hash: row.identity_token!,
    expires_at: row.identity_token_ends!,
  }));
  for (let i = 0; i < rows.length; i += rowsAtOnce) {
    await db
      .insertInto("ended_identity_tokens")
      .values(rows.slice(i, i + rowsAtOnce))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Both engines take no more than some ten thousand values in one statement. */
const rowsAtOnce = 1000;

/** A token that is over opens nothing by itself. */
export async function sweepEndedTokens({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) => db.deleteFrom("ended_identity_tokens").where("expires_at", "<", now()).execute());
}
