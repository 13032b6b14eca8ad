import { inReach, type Reaching } from "../access/reach.ts";
import type { Tx } from "../db/database.ts";

/**
 * Somebody left: what they had to answer is there for the others again, and every list hears of it.
 * @param kept of whose projects they go on answering
 */
export async function unassignAll(tx: Tx, staffId: string, kept: Reaching = { projects: [] }): Promise<void> {
  // Another name alone: nobody's tickets are looked through for that, while all who write wait.
  if (kept.projects === "all") return;
  const tickets = await tx.db
    .updateTable("tickets")
    .set({ assignee_id: null })
    .where("assignee_id", "=", staffId)
    .where((eb) => eb.not(inReach(kept, eb, "project_id")))
    .returning(["id", "project_id"])
    .execute();
  for (const { id, project_id: projectId } of tickets) {
    tx.emit({ projectId, type: "ticket.updated", ticketId: id });
  }
}
