import type { Limiter } from "../access/limits.ts";
import type { Tx } from "../db/database.ts";
import { addressKey } from "../mail-address.ts";

/**
 * Whether one more mail that nobody at the desk wrote may go to this address. Codes have a limit of their own.
 * Counted over all projects: the mailbox is one.
 */
export async function mayMailAutomatically(
  tx: Tx,
  { limiter }: { limiter: Limiter },
  projectId: string,
  address: string,
  /** Where its owner has signed in from and asks: strangers elsewhere use nothing up there. */
  home?: string,
): Promise<boolean> {
  const recipient = addressKey(address);
  const proven = await tx.db
    .selectFrom("customers")
    .select("id")
    .where("project_id", "=", projectId)
    .where("email", "=", recipient)
    .where("proven_at", "is not", null)
    .executeTakeFirst();
  // The stricter of the two, and a row less for each address that somebody made up.
  if (!proven) return (await limiter.take(tx, "unprovenMails", recipient)) === 0;
  return (await limiter.take(tx, "automaticMails", home === undefined ? recipient : `${recipient}:${home}`)) === 0;
}
