/**
 * Answers that waited when a backup was made. Seconds later they were seen or undone, and nobody knows which: they are not
 * sent by the restore, and their words stay where staff meet them.
 */
import { attachmentsOf, changeOwner, takeAttachments } from "../attachments/store.ts";
import type { Tx } from "../db/database.ts";
import { type Language, nearestLanguage } from "../languages.ts";
import { findProject } from "../projects/store.ts";
import { markUndone, type PendingRow } from "./pending-changes.ts";
import { addMessage, lockTicket, moveStatus, type TicketRow } from "./store.ts";

const sentences: Record<Language, string> = {
  en: "Not sent, undone by the restore. It waited when the backup was made, and may have gone out since:",
  de: "Nicht gesendet: Die Wiederherstellung hat es zurückgenommen. Nach der Sicherung ging es vielleicht hinaus:",
  ar: "لم يُرسل، فقد تراجعت عنه الاستعادة. كان ينتظر الإرسال حين أُنشئت النسخة الاحتياطية، وربما أُرسل بعدها:",
};

export async function undoAtRestore(tx: Tx, now: number): Promise<void> {
  const rows = await tx.db
    .selectFrom("pending_changes")
    .selectAll()
    .where("undone_at", "is", null)
    .orderBy("effective_at")
    .orderBy("position")
    .execute();
  for (const row of rows) {
    const ticket = await lockTicket(tx, row.ticket_id);
    if (row.body === null || !ticket) continue;
    await keepAsNote(tx, ticket, row, now);
    // Whoever sent it took it for answered.
    if (ticket.status !== "new" && ticket.status !== "open") await moveStatus(tx, ticket.id, "open", now);
  }
  await markUndone(
    tx,
    rows.map(({ id }) => id),
    now,
  );
}

async function keepAsNote(tx: Tx, ticket: TicketRow, change: PendingRow, now: number): Promise<void> {
  const project = await findProject(tx.db, ticket.project_id);
  const body = `${sentences[nearestLanguage(project?.locale)]}\n\n${change.body}`;
  const author = { kind: "staff" as const, id: change.author_id, name: change.author_name };
  const messageId = await addMessage(tx, ticket, { body, author, internal: true }, undefined, now);
  const ids = JSON.parse(change.attachments) as string[];
  if (ids.length === 0) return;
  const there = new Set((await attachmentsOf(tx.db, ids)).map(({ id }) => id));
  const onNote = { projectId: ticket.project_id, owner: changeOwner(change.id), messageId };
  await takeAttachments(
    tx,
    ids.filter((id) => there.has(id)),
    onNote,
  );
}
