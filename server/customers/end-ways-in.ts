import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { endTokens } from "../access/ended-tokens.ts";
import { endLinksOf } from "../tracking/links.ts";
import { endMailedWaysIn } from "./links.ts";
import type { CustomerRow } from "./store.ts";

/**
 * Ends a customer's sessions together with the site's tokens that opened them, mailed links and codes, and links to
 * single tickets together with the sessions that these opened. The event is written in the same transaction, or a
 * stream that looks at once would find its session still there.
 */
export async function endWaysIn(
  tx: Tx,
  { sessions }: Pick<Deps, "sessions">,
  { id, project_id: projectId, email }: CustomerRow,
): Promise<void> {
  const { db } = tx;
  await endTokens(tx, { userId: id });
  await sessions.endAll(tx, "customer", id);
  // Codes that would move the account to another address.
  await db.deleteFrom("sign_in_codes").where("customer_id", "=", id).execute();
  if (email !== null) await endMailedWaysIn(tx, projectId, email);
  await endLinksOf(tx, id);
  tx.emit({ projectId, type: "session.ended" });
}
