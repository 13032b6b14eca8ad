import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";

interface NewPassword {
  id: string;
  projectId: string;
  passwordHash: string;
  /** Hash of the session that goes on; absent: none does. */
  keptSession?: string;
}

/** Whoever else was in with the old one is out. Links that lie in the mailbox are its caller's to end. */
export async function setPassword(
  tx: Tx,
  { sessions }: Pick<Deps, "sessions">,
  { id, projectId, passwordHash, keptSession = "" }: NewPassword,
): Promise<void> {
  await tx.db.updateTable("customers").set({ password_hash: passwordHash }).where("id", "=", id).execute();
  await sessions.endOthers(tx, "customer", id, keptSession);
  tx.emit({ projectId, type: "session.ended" });
}
