import type { Selectable } from "kysely";
import { Refusal } from "../errors.ts";
import type { Db, Tx } from "../db/database.ts";
import type { AttachmentsTable } from "../db/schema.ts";

export type AttachmentRow = Selectable<AttachmentsTable>;

/**
 * Puts uploads on a message: only one's own of this project, and each on one message only.
 * @throws Refusal 422 when any of them is not there to be taken
 */
export async function takeAttachments(
  { db }: Tx,
  ids: readonly string[],
  { projectId, owner, messageId }: { projectId: string; owner: string; messageId: string },
): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const taken = await db
    .updateTable("attachments")
    .set({ message_id: messageId, project_id: projectId })
    .where("id", "in", wanted)
    // Staff upload before it is known to which project a message goes.
    .where("project_id", "in", [projectId, ""])
    .where("owner", "=", owner)
    .where("message_id", "is", null)
    .returning("id")
    .execute();
  if (taken.length !== wanted.length) throw new Refusal(422, "attachment_unknown");
}

export function findAttachment(db: Db, id: string): Promise<AttachmentRow | undefined> {
  return db.selectFrom("attachments").selectAll().where("id", "=", id).executeTakeFirst();
}

/** By message id. */
export async function attachmentsOf(
  db: Db,
  messages: readonly { id: string }[],
): Promise<Map<string, AttachmentRow[]>> {
  const byMessage = new Map<string, AttachmentRow[]>();
  if (messages.length === 0) return byMessage;
  const messageIds = messages.map((message) => message.id);
  const rows = await db
    .selectFrom("attachments")
    .selectAll()
    .where("message_id", "in", messageIds)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  for (const row of rows) byMessage.set(row.message_id!, [...(byMessage.get(row.message_id!) ?? []), row]);
  return byMessage;
}

/** Uploads that no message took. Their rows go first; a file without a row harms nobody and a row without a file does. */
export async function deleteUnused({ db }: Tx, createdBefore: number): Promise<string[]> {
  const rows = await db
    .deleteFrom("attachments")
    .where("message_id", "is", null)
    .where("created_at", "<", createdBefore)
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}
