/** Rows of mails that came in. What they become is decided by the room that knows tickets. */
import { newId } from "../access/tokens.ts";
import type { MailRule, MailState, ParkedMail, Verdict } from "../contract/mail.ts";
import type { Db, Tx } from "../db/database.ts";
import { addJob } from "../jobs/store.ts";
import { answer, type MailContent, text as textPart } from "./content.ts";

export interface NewReceived {
  projectId: string;
  inboxId: string;
  recipient: string;
  /** JSON */
  envelope: string;
}

/** @returns its id */
export async function insertReceived(
  { db }: Tx,
  { projectId, inboxId, recipient, envelope }: NewReceived,
  now: number,
): Promise<string> {
  const id = newId();
  await db
    .insertInto("mails")
    .values({
      id,
      project_id: projectId,
      ticket_id: null,
      inbox_id: inboxId,
      direction: "in",
      recipient,
      subject: "",
      letter: JSON.stringify({ subject: "", parts: [] } satisfies MailContent),
      sealed: null,
      state: "received",
      // Its own id is its sender's to choose, and may be that of any other mail.
      message_id: `in ${id}`,
      envelope,
      created_at: now,
    })
    .execute();
  return id;
}

export const findReceived = (db: Db, id: string) =>
  db.selectFrom("mails").selectAll().where("id", "=", id).where("state", "=", "received").executeTakeFirst();

export type ReceivedMail = NonNullable<Awaited<ReturnType<typeof findReceived>>>;

/** The same, kept from being filed twice: two processes may take up its job. */
export function lockReceived({ db, engine }: Tx, id: string): Promise<ReceivedMail | undefined> {
  const query = db.selectFrom("mails").selectAll().where("id", "=", id).where("state", "=", "received");
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export const findMail = (db: Db, id: string) =>
  db.selectFrom("mails").select(["id", "ticket_id", "customer_id"]).where("id", "=", id).executeTakeFirst();

/** @returns the mail of the project that is this one, by what is in it */
export async function findSame(
  db: Db,
  projectId: string,
  digest: string,
): Promise<{ id: string; ticket_id: string | null } | undefined> {
  const same = db.selectFrom("mails").select(["id", "ticket_id"]).where("project_id", "=", projectId);
  return same.where("digest", "=", digest).executeTakeFirst();
}

export interface FiledMail {
  state: Extract<MailState, "filed" | "parked" | "noted">;
  rule: MailRule;
  sender: { name: string; address: string } | undefined;
  subject: string;
  /** Its own words, as they stand in the message. */
  text: string;
  quoted: string;
  givenId: string;
  /** Undefined: it is like no other, or it is another one once more. */
  digest: string | undefined;
  verdict: Verdict;
  ticketId: string | null;
  customerId: string | null;
  /** The message that it became. */
  filedAs: string | null;
}

export async function fileReceived({ db }: Tx, id: string, mail: FiledMail): Promise<void> {
  const { subject, text } = mail;
  // What stands in a message is read from there: no second copy of somebody's words lies here.
  const content: MailContent = { subject, parts: [mail.filedAs === null ? textPart(text) : answer(mail.filedAs)] };
  await db
    .updateTable("mails")
    .set({
      state: mail.state,
      rule: mail.rule,
      sender: mail.sender?.address ?? null,
      sender_name: mail.sender?.name ?? null,
      subject,
      letter: JSON.stringify(content),
      quoted: mail.quoted === "" ? null : mail.quoted,
      given_id: mail.givenId === "" ? null : mail.givenId,
      digest: mail.digest ?? null,
      verdict: JSON.stringify(mail.verdict),
      ticket_id: mail.ticketId,
      customer_id: mail.customerId,
      filed_as: mail.filedAs,
    })
    .where("id", "=", id)
    .execute();
}

/**
 * Staff have decided about one that waited. It is read and filed once more, from its source.
 * @param ticket it belongs to this one, of its project; null: to one of its own
 * @returns false where it waits for no decision
 */
export async function decideParked(tx: Tx, id: string, ticket: string | null, now: number): Promise<boolean> {
  const change = { state: "received" as const };
  const parked = tx.db.updateTable("mails").set(change).where("id", "=", id).where("state", "=", "parked");
  if ((await parked.returning("id").execute()).length === 0) return false;
  await addJob(tx, "mail-in", { mailId: id, decision: { ticket } }, now);
  return true;
}

/** Whether the ticket that begins with this message came by mail from this address: its answers go there whole. */
export async function cameByMail(db: Db, firstMessage: string, address: string): Promise<boolean> {
  const mails = db.selectFrom("mails").select("id").where("filed_as", "=", firstMessage);
  return (await mails.where("sender", "=", address).limit(1).executeTakeFirst()) !== undefined;
}

/** Of these messages those that came by mail, and as which. @param messages ids */
export async function mailsOfMessages(db: Db, messages: readonly string[]): Promise<Map<string, string>> {
  if (messages.length === 0) return new Map();
  const rows = await db.selectFrom("mails").select(["id", "filed_as"]).where("filed_as", "in", messages).execute();
  return new Map(rows.map(({ id, filed_as }) => [filed_as!, id]));
}

/** More than these are seen under Mail. */
const maxBeside = 5;

/** Mails that wait beside a ticket for staff to decide, the newest first. */
export async function mailsBeside(db: Db, ticketId: string): Promise<ParkedMail[]> {
  const rows = await db
    .selectFrom("mails")
    .select(["id", "sender", "sender_name"])
    .where("ticket_id", "=", ticketId)
    .where("direction", "=", "in")
    .where("state", "=", "parked")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(maxBeside)
    .execute();
  return rows.map(({ id, sender, sender_name }) => ({ id, from: sender_name || (sender ?? "") }));
}
