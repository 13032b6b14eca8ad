import { newId } from "../access/tokens.ts";
import type { Mail } from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { addJob } from "../jobs/store.ts";
import type { Letter } from "./letter.ts";

export interface NewMail {
  /** Null: to staff. */
  projectId: string | null;
  ticketId?: string | null;
  customerId?: string | null;
  staffId?: string | null;
  /** One validated address. */
  recipient: string;
  locale?: string | null;
  letter: Letter;
  /** Values of the secrets that the letter names; sealed in the row and filled in at sending only. */
  secrets: Record<string, string>;
}

/** Stores the mail and, in the same transaction, the job that sends it. */
export async function queueMail(
  tx: Tx,
  { secrets, now, publicUrl }: Pick<Deps, "secrets" | "now" | "publicUrl">,
  mail: NewMail,
): Promise<void> {
  const id = newId();
  await tx.db
    .insertInto("mails")
    .values({
      id,
      project_id: mail.projectId,
      ticket_id: mail.ticketId ?? null,
      customer_id: mail.customerId ?? null,
      staff_id: mail.staffId ?? null,
      direction: "out",
      recipient: mail.recipient.toLowerCase(),
      locale: mail.locale ?? null,
      subject: mail.letter.subject,
      letter: JSON.stringify(mail.letter),
      sealed: secrets.seal(mail.secrets),
      state: "queued",
      // Fixed here: a copy sent twice is recognised by it.
      message_id: `<${id}@${new URL(publicUrl).hostname}>`,
      created_at: now(),
    })
    .execute();
  await addJob(tx, "mail", { mailId: id }, now());
}

export async function setMailState({ db }: Tx, id: string, state: Mail["state"]): Promise<void> {
  await db.updateTable("mails").set({ state }).where("id", "=", id).execute();
}

export const mailQuery = (db: Db) =>
  db
    .selectFrom("mails")
    .leftJoin("projects", "projects.id", "mails.project_id")
    .leftJoin("tickets", "tickets.id", "mails.ticket_id")
    .leftJoin("customers", "customers.id", "mails.customer_id")
    .selectAll("mails")
    .select(["projects.name as project_name", "tickets.number as ticket_number", "customers.name as customer_name"]);

export type MailRecord = Awaited<ReturnType<ReturnType<typeof mailQuery>["executeTakeFirstOrThrow"]>>;

export const readLetter = (row: Pick<MailRecord, "letter">): Letter => JSON.parse(row.letter) as Letter;

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? "" });

export const mailView = (row: MailRecord): Mail => ({
  id: row.id,
  direction: row.direction,
  to: row.recipient,
  subject: row.subject,
  state: row.state,
  problem: row.problem,
  ticket:
    row.ticket_id !== null && row.ticket_number !== null ? { id: row.ticket_id, number: row.ticket_number } : null,
  project: named(row.project_id, row.project_name),
  customer: named(row.customer_id, row.customer_name),
  createdAt: new Date(row.created_at).toISOString(),
  sentAt: row.sent_at === null ? null : new Date(row.sent_at).toISOString(),
});
