/** Mails as they came, to the byte: what nobody could read is still there, and what was filed wrongly can be filed again. */
import { type AttachmentRow, confirmFile, giveToSweep, sourceOwner } from "../attachments/store.ts";
import type { StoredFile } from "../attachments/files.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";

const keptMs = 90 * 24 * 3_600_000;
const rowsAtOnce = 1000;

/** For mails of several projects at once. @param fileId announced and saved */
export async function keepSource(
  tx: Tx,
  { fileId, stored, mailIds }: { fileId: string; stored: StoredFile; mailIds: readonly string[] },
  now: number,
): Promise<void> {
  await confirmFile(tx, {
    id: fileId,
    project_id: "",
    message_id: null,
    position: 0,
    owner: sourceOwner,
    name: "message.eml",
    size: stored.size,
    type: "application/octet-stream",
    picture: 0,
    sha256: stored.sha256,
    created_at: now,
  });
  const rows = mailIds.map((mail_id) => ({ mail_id, file_id: fileId, created_at: now }));
  await tx.db.insertInto("mail_sources").values(rows).execute();
}

/** @returns undefined where it was swept */
export const findSource = (db: Db, mailId: string): Promise<AttachmentRow | undefined> =>
  db
    .selectFrom("mail_sources")
    .innerJoin("attachments", "attachments.id", "mail_sources.file_id")
    .selectAll("attachments")
    .where("mail_sources.mail_id", "=", mailId)
    .executeTakeFirst();

/** Those whose words all stand in a message, or that needed nothing. One that waits for a decision is never old. */
export async function sweepSources({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(async (tx) => {
    const old = await tx.db
      .selectFrom("mail_sources")
      .innerJoin("mails", "mails.id", "mail_sources.mail_id")
      .select(["mail_sources.mail_id", "mail_sources.file_id"])
      .where("mail_sources.created_at", "<", now() - keptMs)
      .where("mails.state", "in", ["filed", "noted"])
      .limit(rowsAtOnce)
      .execute();
    if (old.length === 0) return;
    await tx.db
      .deleteFrom("mail_sources")
      .where(
        "mail_id",
        "in",
        old.map(({ mail_id }) => mail_id),
      )
      .execute();
    const files = [...new Set(old.map(({ file_id }) => file_id))];
    const shared = await tx.db.selectFrom("mail_sources").select("file_id").where("file_id", "in", files).execute();
    const free = files.filter((id) => !shared.some(({ file_id }) => file_id === id));
    await giveToSweep(tx, free);
  });
}
