import { updateCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { endTokens } from "../access/ended-tokens.ts";
import { endLinksOf } from "../tracking/links.ts";

interface NewPassword {
  id: string;
  projectId: string;
  passwordHash: string;
  /** Hash of the session that goes on; absent: none does. */
  keptSession?: string;
}

/**
 * Sets a password and signs everybody else out of the account. Links to tickets end too, since somebody else may have
 * made them while they were in. The caller ends links that lie in the mailbox.
 */
export async function setPassword(
  tx: Tx,
  { sessions }: Pick<Deps, "sessions">,
  { id, projectId, passwordHash, keptSession = "" }: NewPassword,
): Promise<void> {
  await updateCustomer(tx, id, { password_hash: passwordHash });
  await endTokens(tx, { userId: id, kept: keptSession });
  await sessions.endOthers(tx, "customer", id, keptSession);
  await endLinksOf(tx, id);
  tx.emit({ projectId, type: "session.ended" });
}
