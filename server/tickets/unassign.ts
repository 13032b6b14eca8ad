import type { Tx } from "../db/database.ts";

/** Somebody left: what they had to answer is there for the others again, and every list hears of it. */
export async function unassignAll(tx: Tx, staffId: string): Promise<void> {
  const tickets = await tx.db
    .updateTable("tickets")
    .set({ assignee_id: null })
    .where("assignee_id", "=", staffId)
    .returning(["id", "project_id"])
    .execute();
  for (const { id, project_id: projectId } of tickets) {
    tx.emit({ projectId, type: "ticket.updated", ticketId: id });
  }
}
