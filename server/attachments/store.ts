import { type Selectable, sql } from "kysely";
import { Refusal } from "../errors.ts";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
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
  for (const [position, id] of [...new Set(ids)].entries()) {
    const [taken] = await takeAttachment(db, { id, position, projectId, owner, messageId });
    if (!taken) throw new Refusal(422, "attachment_unknown");
  }
}

interface Taking {
  id: string;
  position: number;
  projectId: string;
  owner: string;
  messageId: string;
}

const takeAttachment = prepared((db, arg: Taking) =>
  db
    .updateTable("attachments")
    .set({ message_id: arg.messageId, project_id: arg.projectId, position: arg.position })
    .where("id", "=", arg.id)
    // Staff upload before it is known to which project a message goes.
    .where("project_id", "in", [arg.projectId, ""])
    .where("owner", "=", arg.owner)
    .where("message_id", "is", null)
    .returning("id"),
);

export function findAttachment(db: Db, id: string): Promise<AttachmentRow | undefined> {
  return db.selectFrom("attachments").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Hands a file out as a download, however much it looks like a picture. */
export async function showAsDownload({ db }: Tx, id: string): Promise<void> {
  await db.updateTable("attachments").set({ picture: 0 }).where("id", "=", id).execute();
}

export const attachmentsOfMessage = prepared((db, arg: { messageId: string }) =>
  db.selectFrom("attachments").selectAll().where("message_id", "=", arg.messageId).orderBy("position"),
);

interface Span {
  ticketId: string;
  /** `messages.seq`, both included. */
  first: number;
  last: number;
}

const ofMessages = prepared((db, arg: Span) =>
  db
    .selectFrom("attachments")
    .selectAll()
    .where("message_id", "in", (eb) =>
      eb
        .selectFrom("messages")
        .select("id")
        .where("ticket_id", "=", arg.ticketId)
        .where("seq", ">=", arg.first)
        .where("seq", "<=", arg.last),
    )
    .orderBy("position"),
);

/** Of a piece of a ticket's thread: by message id, in the order in which their sender chose them. */
export async function attachmentsOfMessages(db: Db, span: Span): Promise<Map<string, AttachmentRow[]>> {
  const byMessage = new Map<string, AttachmentRow[]>();
  for (const row of await ofMessages(db, span)) {
    const already = byMessage.get(row.message_id!);
    if (already) already.push(row);
    else byMessage.set(row.message_id!, [row]);
  }
  return byMessage;
}

/**
 * Keeps uploads for a message that is not there yet: nobody else can take them, and no sweep does.
 * @throws Refusal 422 when any of them is not there to be kept
 */
export async function keepFor({ db }: Tx, ids: readonly string[], owner: string, change: string): Promise<void> {
  for (const id of new Set(ids)) {
    const free = db
      .updateTable("attachments")
      .set({ owner: changeOwner(change) })
      .where("id", "=", id);
    const mine = free.where("owner", "=", owner).where("project_id", "=", "").where("message_id", "is", null);
    if ((await mine.returning("id").execute()).length === 0) throw new Refusal(422, "attachment_unknown");
  }
}

/** Gives them back, as young as if they had been uploaded now. */
export async function giveKeptBack({ db }: Tx, change: string, owner: string, now: number): Promise<void> {
  const kept = db.updateTable("attachments").set({ owner, created_at: now }).where("owner", "=", changeOwner(change));
  await kept.where("message_id", "is", null).execute();
}

const changePrefix = "change:";

/** Owner of files that are mails as they came: kept by the room that names them. */
export const sourceOwner = "source";

/** Owner of files that wait for a change to take effect. */
export const changeOwner = (change: string): string => `${changePrefix}${change}`;

/** @returns the change that a file waits for; undefined where it waits for none */
export const changeOfOwner = (owner: string): string | undefined =>
  owner.startsWith(changePrefix) ? owner.slice(changePrefix.length) : undefined;

export const attachmentsOf = (db: Db, ids: readonly string[]): Promise<AttachmentRow[]> =>
  db.selectFrom("attachments").selectAll().where("id", "in", ids).execute();
/** How owners that are staff begin. */
const ofStaff = "staff:";

/** Owner of files that are being swept: the uploader can put them on no message any more. */
const sweeper = "sweep";

/** Owner of uploads on their way, of which nobody has been told yet: the file may be there or not. */
export const arriving = "arriving";

/** Owners whose rows may be without a file: nobody can ask for it. */
export const pendingOwners = [arriving, sweeper];

/**
 * Writes the row before the file has its name. An upload that is cut off later leaves a row, by which the sweep finds
 * the file. An upload that is cut off earlier lies among the unfinished files, and goes by its age.
 */
export async function announceFile({ db }: Tx, id: string, now: number): Promise<void> {
  const empty = { name: "", size: 0, type: "", picture: 0, sha256: "" };
  const row = { ...empty, id, owner: arriving, project_id: "", message_id: null, position: 0, created_at: now };
  await db.insertInto("attachments").values(row).execute();
}

/** Gives an upload its owner and its facts. @throws Refusal 422 where the sweep took it for lost meanwhile */
export async function confirmFile({ db }: Tx, { id, ...row }: AttachmentRow): Promise<void> {
  const query = db.updateTable("attachments").set(row).where("id", "=", id).where("owner", "=", arriving);
  requireOne(await query.returning("id").execute());
}

/** The same for a file that another table names from now on. @throws Refusal 422 */
export async function handOverFile({ db }: Tx, id: string): Promise<void> {
  const query = db.deleteFrom("attachments").where("id", "=", id).where("owner", "=", arriving);
  requireOne(await query.returning("id").execute());
}

/** Files that their room needs no more: the sweep takes them. */
export async function giveToSweep({ db }: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable("attachments").set({ owner: sweeper, created_at: 0 }).where("id", "in", ids).execute();
}

function requireOne(rows: unknown[]): void {
  if (rows.length === 0) throw new Refusal(422, "attachment_unknown");
}

/** @returns whether it was still on its way, and is now to be removed with `forgetSwept` after its file */
export async function claimArriving({ db }: Tx, id: string): Promise<boolean> {
  const query = db.updateTable("attachments").set({ owner: sweeper }).where("id", "=", id);
  return (await query.where("owner", "=", arriving).returning("id").execute()).length > 0;
}

/**
 * Uploads that no message took, and that no draft of their owner's names. The row outlives its file: a crash between the two leaves a row that the next sweep
 * finds, where a file without a row would lie there for ever.
 */
export async function claimUnused({ db }: Tx, createdBefore: number): Promise<string[]> {
  const rows = await db
    .updateTable("attachments")
    .set({ owner: sweeper })
    .where("message_id", "is", null)
    .where("owner", "not like", `${changePrefix}%`)
    .where("owner", "!=", sourceOwner)
    .where("created_at", "<", createdBefore)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("staff_drafts")
            .select("staff_drafts.ticket_id")
            .where("staff_drafts.staff_id", "=", sql<string>`substr(attachments.owner, ${ofStaff.length + 1})`)
            .where("staff_drafts.attachments", "like", sql<string>`'%' || attachments.id || '%'`),
        ),
      ),
    )
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}

/** Of these the uploads of one owner that no message took, in this order. */
export async function findUnsent(db: Db, ids: readonly string[], owner: string): Promise<AttachmentRow[]> {
  if (ids.length === 0) return [];
  const query = db.selectFrom("attachments").selectAll().where("id", "in", ids);
  const rows = await query.where("owner", "=", owner).where("message_id", "is", null).execute();
  return rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

/** As young as if they had been uploaded now: what is not named any more may lie aside in somebody's browser. */
export async function renewUnsent({ db }: Tx, ids: readonly string[], owner: string, now: number): Promise<void> {
  if (ids.length === 0) return;
  const files = db.updateTable("attachments").set({ created_at: now }).where("id", "in", ids);
  await files.where("owner", "=", owner).where("message_id", "is", null).execute();
}

export async function forgetSwept({ db }: Tx, id: string): Promise<void> {
  await db.deleteFrom("attachments").where("id", "=", id).where("owner", "=", sweeper).execute();
}

/** Files chosen for a message that is still being written. @param from `principalKey` of whose they were, and of whose they are */
export async function giveUnsentFiles({ db }: Tx, from: string, to: string): Promise<void> {
  const files = db.updateTable("attachments").set({ owner: to }).where("owner", "=", from);
  await files.where("message_id", "is", null).execute();
}
