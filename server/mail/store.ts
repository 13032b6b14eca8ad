import type { Selectable } from "kysely";
import { newId } from "../access/tokens.ts";
import type { Branding } from "../contract/portal.ts";
import type { Mail, MailRule, MailState, Verdict } from "../contract/mail.ts";
import type { Db, Tx } from "../db/database.ts";
import type { MailsTable } from "../db/schema-mail.ts";
import { textList } from "../db/values.ts";
import type { Deps } from "../deps.ts";
import { addJob, dueFirst } from "../jobs/store.ts";
import { tellOfAnswers } from "./answers.ts";
import type { MailContent } from "./content.ts";
import { withoutTokens } from "./reply-tokens.ts";
import { anchorOf, noteId } from "./ids.ts";
import { addressKey } from "../mail-address.ts";

type MailRow = Selectable<MailsTable>;

export interface NewMail {
  /** Null: to staff. */
  projectId: string | null;
  ticketId?: string | null;
  customerId?: string | null;
  staffId?: string | null;
  /** One validated address. */
  recipient: string;
  locale?: string | null;
  content: MailContent;
  /** In whose name it goes; without one, in the project's. */
  fromName?: string | undefined;
  /** Where its answers go; without one, to where it comes from. */
  replyTo?: string | undefined;
  /** Somebody whom we know waits for it at a door: it goes before all that waits. */
  isAwaited?: boolean;
  /** Values of the secrets that the content names; sealed in the row and filled in at sending only. */
  secrets: Record<string, string>;
}

/** Stores the mail and, in the same transaction, the job that sends it. @returns its id */
export async function queueMail(
  tx: Tx,
  { secrets, now, publicUrl }: Pick<Deps, "secrets" | "now" | "publicUrl">,
  mail: NewMail,
): Promise<string> {
  const id = newId();
  const recipient = addressKey(mail.recipient);
  for (const part of mail.content.parts) {
    if ("secret" in part && !mail.secrets[part.secret]) throw new Error(`The mail needs the secret ${part.secret}.`);
  }
  await tx.db
    .insertInto("mails")
    .values({
      id,
      project_id: mail.projectId,
      ticket_id: mail.ticketId ?? null,
      customer_id: mail.customerId ?? null,
      staff_id: mail.staffId ?? null,
      direction: "out",
      recipient,
      locale: mail.locale ?? null,
      subject: mail.content.subject,
      letter: JSON.stringify(mail.content),
      sealed: secrets.seal(mail.secrets),
      state: "queued",
      // Fixed here: a copy sent twice is recognised by it.
      from_name: mail.fromName ?? null,
      reply_to: mail.replyTo ?? null,
      message_id: `<${id}@${new URL(publicUrl).hostname}>`,
      created_at: now(),
    })
    .execute();
  if (mail.ticketId) {
    const { hostname } = new URL(publicUrl);
    await noteId(tx, `${id}@${hostname}`, mail.ticketId, "ours");
    await anchorOf(tx, mail.ticketId, hostname);
  }
  const runAt = mail.isAwaited ? dueFirst : now();
  await addSending(tx, { id, recipient, ticket_id: mail.ticketId ?? null }, now(), runAt);
  return id;
}

/** Mails about a ticket reach its reader in the order they were written, even when the first has to wait. */
const addSending = (
  tx: Tx,
  mail: Pick<MailRow, "id" | "recipient" | "ticket_id">,
  now: number,
  runAt = now,
): Promise<void> => {
  const lane = mail.ticket_id === null ? null : `${mail.ticket_id} ${mail.recipient}`;
  return addJob(tx, "mail", { mailId: mail.id, since: now }, runAt, lane);
};

/** Sets the state of a mail that is still to be sent. A mail that another process has sent meanwhile stays sent. */
export async function setMailState(tx: Tx, id: string, state: MailState, problem?: string): Promise<void> {
  const change = { state, problem: problem ?? null };
  await tx.db.updateTable("mails").set(change).where("id", "=", id).where("state", "=", "queued").execute();
  await tellOfAnswers(tx, id);
}

/** The secrets go: nobody needs them here once they are in somebody's mailbox. */
export async function markSent(tx: Tx, id: string, now: number): Promise<void> {
  const change = { state: "sent" as const, sent_at: now, problem: null, sealed: null };
  await tx.db.updateTable("mails").set(change).where("id", "=", id).execute();
  await tellOfAnswers(tx, id);
}

/** Puts the same mail, under the same Message-ID, into the queue once more. @returns false when there is no reason to */
export async function sendAgain(tx: Tx, id: string, now: number): Promise<boolean> {
  const mail = await tx.db
    .updateTable("mails")
    .set({ state: "queued", problem: null })
    .where("id", "=", id)
    .where("direction", "=", "out")
    .where("state", "in", ["failed", "kept"])
    .returning(["id", "recipient", "ticket_id"])
    .executeTakeFirst();
  if (!mail) return false;
  await addSending(tx, mail, now);
  await tellOfAnswers(tx, id);
  return true;
}

/** Which customer mails are listed under. @param only these. @returns which it were */
export async function giveMails(
  { db, engine }: Tx,
  from: string,
  into: string | null,
  only?: readonly string[],
): Promise<string[]> {
  let mails = db.updateTable("mails").set({ customer_id: into }).where("customer_id", "=", from);
  if (only) mails = mails.where("id", "in", textList(engine, only));
  return (await mails.returning("id").execute()).map(({ id }) => id);
}

/** A mail that is still to be sent, and whose name and colour it bears. */
export async function findQueued(db: Db, id: string) {
  const row = await db
    .selectFrom("mails")
    .leftJoin("projects", "projects.id", "mails.project_id")
    .selectAll("mails")
    .select(["projects.name as project_name", "projects.branding"])
    .where("mails.id", "=", id)
    .where("mails.state", "=", "queued")
    .executeTakeFirst();
  return row && { ...row, colour: row.branding === null ? undefined : (JSON.parse(row.branding) as Branding).color };
}

export type QueuedMail = NonNullable<Awaited<ReturnType<typeof findQueued>>>;

export const mailQuery = (db: Db) =>
  db
    .selectFrom("mails")
    .leftJoin("projects", "projects.id", "mails.project_id")
    .leftJoin("tickets", "tickets.id", "mails.ticket_id")
    .leftJoin("customers", "customers.id", "mails.customer_id")
    .selectAll("mails")
    .select(["projects.name as project_name", "tickets.number as ticket_number", "customers.name as customer_name"]);

export type MailRecord = Awaited<ReturnType<ReturnType<typeof mailQuery>["executeTakeFirstOrThrow"]>>;

export const readContent = (row: Pick<MailRecord, "letter">): MailContent => JSON.parse(row.letter) as MailContent;

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? "" });

export const mailView = (row: MailRecord): Mail => ({
  id: row.id,
  direction: row.direction,
  from: row.sender === null ? null : { name: row.sender_name ?? "", address: row.sender },
  to: withoutTokens(row.recipient),
  subject: row.subject,
  state: row.state,
  problem: row.problem,
  ticket:
    row.ticket_id !== null && row.ticket_number !== null ? { id: row.ticket_id, number: row.ticket_number } : null,
  project: named(row.project_id, row.project_name),
  customer: named(row.customer_id, row.customer_name),
  ...(row.rule !== null && { rule: row.rule as MailRule }),
  ...(row.verdict !== null && { verdict: JSON.parse(row.verdict) as Verdict }),
  createdAt: new Date(row.created_at).toISOString(),
  sentAt: row.sent_at === null ? null : new Date(row.sent_at).toISOString(),
});
