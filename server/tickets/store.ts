/** Rows of tickets and messages. Who may see them is decided in `access/rules.ts`, what they turn into in `views.ts`. */
import type { Insertable, Selectable } from "kysely";
import type { AuthorKind, TicketPriority, TicketStatus } from "../contract/tickets.ts";
import type { Db, Tx } from "../db/database.ts";
import type { MessagesTable, TicketsTable } from "../db/schema.ts";
import { indexMessage } from "../db/search.ts";
import { newId } from "../access/tokens.ts";

export type TicketRow = Selectable<TicketsTable>;
export type MessageRow = Selectable<MessagesTable>;

/** Characters of a message that lists show. */
const excerptLength = 160;

export const excerptOf = (body: string): string => {
  const line = body
    .slice(0, excerptLength * 2)
    .replace(/\s+/g, " ")
    .trim();
  return line.slice(0, excerptLength).toWellFormed();
};

export interface Author {
  kind: AuthorKind;
  id: string | null;
  name: string;
}

export interface IdempotencyUse {
  key: string;
  hash: string;
}

export interface TicketValues {
  projectId: string;
  inboxId: string;
  subject: string;
  type: string | null;
  priority: TicketPriority;
  customerId: string | null;
  visitorId: string | null;
  authorName: string;
  claimedEmail: string | null;
  locale: string | null;
  held: boolean;
  followsId?: string | null;
  status?: TicketStatus;
}

export interface MessageValues {
  body: string;
  author: Author;
  internal?: boolean;
  change?: string | null;
}

export interface MadeTicket {
  ticketId: string;
  messageId: string;
}

/**
 * A ticket with its first message. The message goes first, because the ticket names its number in the order of
 * everything said (`last_seq`); the foreign key is checked at the end of the transaction.
 */
export async function insertTicket(
  tx: Tx,
  ticket: TicketValues,
  message: MessageValues,
  use: { ticket?: IdempotencyUse; message?: IdempotencyUse },
  now: number,
): Promise<MadeTicket> {
  const { db } = tx;
  const ticketId = newId();
  const { last } = await db
    .updateTable("ticket_numbers")
    .set((eb) => ({ last: eb("last", "+", 1) }))
    .where("project_id", "=", ticket.projectId)
    .returning("last")
    .executeTakeFirstOrThrow();
  const heading = [ticket.subject, ticket.authorName, ticket.claimedEmail ?? ""].join(" ");
  const { id: messageId, seq } = await insertMessage(
    tx,
    ticketId,
    ticket.projectId,
    message,
    use.message,
    now,
    heading,
  );
  const byCustomer = message.author.kind === "customer";
  await db
    .insertInto("tickets")
    .values({
      id: ticketId,
      project_id: ticket.projectId,
      number: last,
      subject: ticket.subject,
      status: ticket.status ?? "new",
      inbox_id: ticket.inboxId,
      type: ticket.type,
      priority: ticket.priority,
      tags: "[]",
      assignee_id: null,
      customer_id: ticket.customerId,
      visitor_id: ticket.visitorId,
      author_name: ticket.authorName,
      claimed_email: ticket.claimedEmail,
      locale: ticket.locale,
      held: Number(ticket.held),
      follows_id: ticket.followsId ?? null,
      idempotency_key: use.ticket?.key ?? null,
      body_hash: use.ticket?.hash ?? null,
      created_at: now,
      updated_at: now,
      closed_at: null,
      last_seq: seq,
      last_customer_seq: byCustomer ? seq : 0,
      last_staff_seq: byCustomer ? 0 : seq,
      read_seq: byCustomer ? seq : 0,
      excerpt: excerptOf(message.body),
    })
    .execute();
  return { ticketId, messageId };
}

async function insertMessage(
  tx: Tx,
  ticketId: string,
  projectId: string,
  message: MessageValues,
  use: IdempotencyUse | undefined,
  now: number,
  heading = "",
): Promise<{ id: string; seq: number }> {
  const id = newId();
  const values: Insertable<MessagesTable> = {
    id,
    ticket_id: ticketId,
    project_id: projectId,
    author_kind: message.author.kind,
    author_id: message.author.id,
    author_name: message.author.name,
    internal: Number(message.internal ?? false),
    body: message.body,
    change: message.change ?? null,
    idempotency_key: use?.key ?? null,
    body_hash: use?.hash ?? null,
    created_at: now,
  };
  const { seq } = await tx.db.insertInto("messages").values(values).returning("seq").executeTakeFirstOrThrow();
  if (message.author.kind !== "system")
    await indexMessage(tx, seq, heading ? `${heading}\n${message.body}` : message.body);
  return { id, seq };
}

/** A further message; the ticket's order, read marks and excerpt move with it, unless it is an internal note. */
export async function addMessage(
  tx: Tx,
  ticket: TicketRow,
  message: MessageValues,
  use: IdempotencyUse | undefined,
  now: number,
): Promise<string> {
  const { id, seq } = await insertMessage(tx, ticket.id, ticket.project_id, message, use, now);
  if (message.internal) return id;
  await tx.db
    .updateTable("tickets")
    .set({
      last_seq: seq,
      updated_at: now,
      excerpt: excerptOf(message.body),
      ...(message.author.kind === "customer" ? { last_customer_seq: seq, read_seq: seq } : { last_staff_seq: seq }),
    })
    .where("id", "=", ticket.id)
    .execute();
  return id;
}

/** Sets the status without a word in the thread, as the ordinary turns of a conversation do. */
export async function moveStatus(tx: Tx, ticketId: string, to: TicketStatus, now: number): Promise<void> {
  const closed_at = to === "closed" ? now : null;
  await tx.db
    .updateTable("tickets")
    .set({ status: to, closed_at, updated_at: now })
    .where("id", "=", ticketId)
    .execute();
}

/** Sets the status and says so in the thread. Does nothing where it is that already. */
export async function announceStatus(
  tx: Tx,
  ticket: TicketRow,
  to: TicketStatus,
  by: "staff" | "customer",
  now: number,
): Promise<void> {
  if (ticket.status === to) return;
  const change = JSON.stringify({ status: { from: ticket.status, to } });
  const author: Author = { kind: "system", id: null, name: "" };
  const { seq } = await insertMessage(tx, ticket.id, ticket.project_id, { body: to, author, change }, undefined, now);
  await moveStatus(tx, ticket.id, to, now);
  const read = by === "staff" ? { last_staff_seq: seq } : { read_seq: seq };
  await tx.db
    .updateTable("tickets")
    .set({ last_seq: seq, ...read })
    .where("id", "=", ticket.id)
    .execute();
}

export function findTicket(db: Db, id: string): Promise<TicketRow | undefined> {
  return db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The same, keeping others from changing it until the transaction ends. */
export function lockTicket({ db, engine }: Tx, id: string): Promise<TicketRow | undefined> {
  const query = db.selectFrom("tickets").selectAll().where("id", "=", id);
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export function findTicketByKey(db: Db, projectId: string, key: string): Promise<TicketRow | undefined> {
  return db
    .selectFrom("tickets")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
}

export function findMessageByKey(db: Db, projectId: string, key: string): Promise<MessageRow | undefined> {
  return db
    .selectFrom("messages")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
}

export function findMessage(db: Db, id: string): Promise<MessageRow | undefined> {
  return db.selectFrom("messages").selectAll().where("id", "=", id).executeTakeFirst();
}

/** In the order they were said. */
export function listMessages(db: Db, ticketId: string, withNotes: boolean): Promise<MessageRow[]> {
  const all = db.selectFrom("messages").selectAll().where("ticket_id", "=", ticketId);
  return (withNotes ? all : all.where("internal", "=", 0)).orderBy("seq").execute();
}
