import type { Mail } from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import { newId } from "../access/tokens.ts";
import { addJob } from "../jobs/store.ts";

export interface NewMail {
  projectId: string;
  ticketId: string | null;
  /** One validated address. */
  recipient: string;
  subject: string;
  /** Secrets stand as `{{name}}`. */
  text: string;
  /** Their values, sealed; filled in at sending only. */
  sealed: string;
  now: number;
  /** Right side of the Message-ID, which is fixed here: a copy sent twice is recognised by it. */
  domain: string;
}

/** Stores the mail and, in the same transaction, the job that sends it. */
export async function queueMail(tx: Tx, mail: NewMail): Promise<void> {
  const id = newId();
  await tx.db
    .insertInto("mails")
    .values({
      id,
      project_id: mail.projectId,
      ticket_id: mail.ticketId,
      direction: "out",
      recipient: mail.recipient,
      subject: mail.subject,
      text: mail.text,
      sealed: mail.sealed,
      state: "queued",
      message_id: `<${id}@${mail.domain}>`,
      created_at: mail.now,
    })
    .execute();
  await addJob(tx, "mail", { mailId: id }, mail.now);
}

export async function setMailState({ db }: Tx, id: string, state: Mail["state"]): Promise<void> {
  await db.updateTable("mails").set({ state }).where("id", "=", id).execute();
}

export const mailQuery = (db: Db) =>
  db
    .selectFrom("mails")
    .innerJoin("projects", "projects.id", "mails.project_id")
    .leftJoin("tickets", "tickets.id", "mails.ticket_id")
    .selectAll("mails")
    .select(["projects.name as project_name", "tickets.number as ticket_number"]);

export type MailRecord = Awaited<ReturnType<ReturnType<typeof mailQuery>["executeTakeFirstOrThrow"]>>;

export const mailView = (row: MailRecord): Mail => ({
  id: row.id,
  direction: row.direction,
  to: row.recipient,
  subject: row.subject,
  state: row.state,
  ticket:
    row.ticket_id !== null && row.ticket_number !== null ? { id: row.ticket_id, number: row.ticket_number } : null,
  project: { id: row.project_id, name: row.project_name },
  createdAt: new Date(row.created_at).toISOString(),
});
