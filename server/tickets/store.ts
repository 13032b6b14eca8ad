/** Rows of tickets and messages. Who may see them is decided in `access/rules.ts`, what they turn into in `views.ts`. */
import { type Selectable, sql } from "kysely";
import type { AuthorKind, TicketPriority, TicketStatus } from "../contract/tickets.ts";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { MessagesTable, TicketsTable } from "../db/schema.ts";
import { indexAtEnd, reindexAtEnd } from "../db/ticket-documents.ts";
import { newId } from "../access/tokens.ts";
import { currentInbox } from "../projects/moved-inboxes.ts";

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

/** Which of the two was sent under a key: a ticket, or the reply that it begins with. */
export interface KeyUse {
  ticket?: IdempotencyUse;
  message?: IdempotencyUse;
}

export interface TicketValues {
  projectId: string;
  inboxId: string;
  subject: string;
  type: string | null;
  priority: TicketPriority;
  customerId: string | null;
  visitorId: string | null;
  companyId: string | null;
  authorName: string;
  claimedEmail: string | null;
  locale: string | null;
  held: boolean;
  /** The ticket that this one goes on from. */
  follows?: Pick<TicketRow, "id" | "follows_path">;
  status?: TicketStatus;
}

export interface MessageValues {
  /** Where it has been given one already. */
  id?: string | undefined;
  body: string;
  author: Author;
  internal?: boolean;
  change?: string | null;
  /** Of an answer; false: the customer's last words stand unanswered all the same. */
  answersLast?: boolean | undefined;
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
  use: KeyUse,
  now: number,
): Promise<MadeTicket> {
  const { db } = tx;
  const ticketId = newId();
  const [counter] = await nextNumber(db, { projectId: ticket.projectId });
  const home = { id: ticketId, project_id: ticket.projectId, inbox_id: ticket.inboxId };
  const { id: messageId, seq } = await insertMessage(tx, home, message, use.message, now);
  const byCustomer = message.author.kind === "customer";
  await insertTicketRow(db, {
    id: ticketId,
    project_id: ticket.projectId,
    number: counter!.last,
    subject: ticket.subject,
    status: ticket.status ?? "new",
    inbox_id: ticket.inboxId,
    type: ticket.type,
    priority: ticket.priority,
    tags: "[]",
    assignee_id: null,
    customer_id: ticket.customerId,
    visitor_id: ticket.visitorId,
    company_id: ticket.companyId,
    claim_declined: 0,
    author_name: ticket.authorName,
    claimed_email: ticket.claimedEmail,
    locale: ticket.locale,
    held: Number(ticket.held),
    follows_id: ticket.follows?.id ?? null,
    follows_path: ticket.follows ? `${ticket.follows.follows_path ?? ""}/${ticket.follows.id}` : null,
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
  });
  indexAtEnd(tx, ticketId);
  return { ticketId, messageId };
}

/** The name that an answer goes out under, for good: what the inbox is set to later is for later answers. */
async function givenName({ db }: Tx, inboxId: string, { author, internal }: MessageValues): Promise<string | null> {
  if (author.kind !== "staff" || internal) return null;
  const inbox = await currentInbox(db, inboxId);
  return inbox!.reply_as === "inbox" ? inbox!.name : null;
}

async function insertMessage(
  tx: Tx,
  ticket: Pick<TicketRow, "id" | "project_id" | "inbox_id">,
  message: MessageValues,
  use: IdempotencyUse | undefined,
  now: number,
): Promise<{ id: string; seq: number }> {
  const id = message.id ?? newId();
  const [row] = await insertMessageRow(tx.db, {
    id,
    ticket_id: ticket.id,
    project_id: ticket.project_id,
    author_kind: message.author.kind,
    author_id: message.author.id,
    author_name: message.author.name,
    given_name: await givenName(tx, ticket.inbox_id, message),
    internal: Number(message.internal ?? false),
    body: message.body,
    change: message.change ?? null,
    idempotency_key: use?.key ?? null,
    body_hash: use?.hash ?? null,
    created_at: now,
  });
  return { id, seq: row!.seq };
}

/** A further message; the ticket's order, read marks and excerpt move with it, unless it is an internal note. */
export async function addMessage(
  tx: Tx,
  ticket: TicketRow,
  message: MessageValues,
  use: IdempotencyUse | undefined,
  now: number,
): Promise<string> {
  await reindexAtEnd(tx, ticket.id);
  const { id, seq } = await insertMessage(tx, ticket, message, use, now);
  if (message.internal) return id;
  const isAnswered = message.answersLast ?? true;
  const bySide =
    message.author.kind === "customer"
      ? { last_customer_seq: seq, read_seq: seq }
      : isAnswered && { last_staff_seq: seq };
  await tx.db
    .updateTable("tickets")
    .set({
      last_seq: seq,
      updated_at: now,
      excerpt: excerptOf(message.body),
      ...bySide,
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

/**
 * Sets the status and says so in the thread, and to everybody who listens.
 * @param given id of the message that says it, where it has one already
 * @returns it; undefined where the status was that already
 */
export async function announceStatus(
  tx: Tx,
  ticket: TicketRow,
  to: TicketStatus,
  by: "staff" | "customer",
  now: number,
  given?: string,
): Promise<string | undefined> {
  if (ticket.status === to) return undefined;
  const change = JSON.stringify({ status: { from: ticket.status, to } });
  const author: Author = { kind: "system", id: null, name: "" };
  const projectId = ticket.project_id;
  await reindexAtEnd(tx, ticket.id);
  const { id, seq } = await insertMessage(tx, ticket, { id: given, body: to, author, change }, undefined, now);
  await moveStatus(tx, ticket.id, to, now);
  const read = by === "staff" ? { last_staff_seq: seq } : { read_seq: seq };
  await tx.db
    .updateTable("tickets")
    .set({ last_seq: seq, ...read })
    .where("id", "=", ticket.id)
    .execute();
  tx.emit({ projectId, type: "message.created", ticketId: ticket.id, messageId: id });
  return id;
}

export function findTicket(db: Db, id: string): Promise<TicketRow | undefined> {
  return db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The same, keeping others from changing it until the transaction ends. */
export function lockTicket({ db, engine }: Tx, id: string): Promise<TicketRow | undefined> {
  const query = db.selectFrom("tickets").selectAll().where("id", "=", id);
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

interface KeyOfProject {
  projectId: string;
  key: string;
}

const ticketByKey = prepared((db, { projectId, key }: KeyOfProject) =>
  db.selectFrom("tickets").selectAll().where("project_id", "=", projectId).where("idempotency_key", "=", key),
);

const messageByKey = prepared((db, { projectId, key }: KeyOfProject) =>
  db.selectFrom("messages").selectAll().where("project_id", "=", projectId).where("idempotency_key", "=", key),
);

export const findTicketByKey = async (db: Db, projectId: string, key: string): Promise<TicketRow | undefined> =>
  (await ticketByKey(db, { projectId, key }))[0];

export const findMessageByKey = async (db: Db, projectId: string, key: string): Promise<MessageRow | undefined> =>
  (await messageByKey(db, { projectId, key }))[0];

const ofVisitor = prepared((db, { visitorId }: { visitorId: string }) =>
  db.selectFrom("tickets").select("id").where("visitor_id", "=", visitorId).limit(1),
);

export const hasWritten = async (db: Db, visitorId: string): Promise<boolean> =>
  (await ofVisitor(db, { visitorId })).length > 0;

/** With the first ticket: until then a visitor is a token, and strangers may take any number of those. */
export async function writeDownVisitor({ db }: Tx, projectId: string, id: string, now: number): Promise<void> {
  await db
    .insertInto("visitors")
    .values({ id, project_id: projectId, created_at: now })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export function findMessage(db: Db, id: string): Promise<MessageRow | undefined> {
  return db.selectFrom("messages").selectAll().where("id", "=", id).executeTakeFirst();
}

/** @returns the id of the message that a ticket begins with */
export const findFirstMessage = async (db: Db, ticketId: string): Promise<string | undefined> =>
  (await firstMessage(db, { ticketId }))[0]?.id;

const firstMessage = prepared((db, { ticketId }: { ticketId: string }) =>
  db
    .selectFrom("messages")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .orderBy("seq")
    .limit(sql<number>`1`),
);

export interface MessagesAsked {
  ticketId: string;
  /** `messages.seq` of the one that comes after them. */
  before: number;
  /** 1: with internal notes. */
  internalUpTo: 0 | 1;
  limit: number;
}

/** The newest first. */
export const messagesBefore = prepared((db, arg: MessagesAsked) =>
  db
    .selectFrom("messages")
    .selectAll()
    .where("ticket_id", "=", arg.ticketId)
    .where("seq", "<", arg.before)
    .where("internal", "<=", arg.internalUpTo)
    .orderBy("seq", "desc")
    .limit(sql<number>`${arg.limit}`),
);

interface Beside {
  ticketId: string;
  /** `messages.seq` */
  seq: number;
  /** 1: with internal notes. */
  internalUpTo: 0 | 1;
}

export const messageAbove = prepared((db, { ticketId, seq, internalUpTo }: Beside) =>
  db
    .selectFrom("messages")
    .select("id")
    .where("ticket_id", "=", ticketId)
    .where("seq", "<", seq)
    .where("internal", "<=", internalUpTo)
    .orderBy("seq", "desc")
    .limit(sql<number>`1`),
);

export const messageBelow = prepared((db, { ticketId, seq, internalUpTo }: Beside) =>
  db
    .selectFrom("messages")
    .selectAll()
    .where("ticket_id", "=", ticketId)
    .where("seq", ">", seq)
    .where("internal", "<=", internalUpTo)
    .orderBy("seq")
    .limit(sql<number>`1`),
);

const nextNumber = prepared((db, arg: { projectId: string }) =>
  db
    .updateTable("ticket_numbers")
    .set((eb) => ({ last: eb("last", "+", 1) }))
    .where("project_id", "=", arg.projectId)
    .returning("last"),
);

const insertTicketRow = prepared((db, row: Omit<TicketRow, "seq">) => db.insertInto("tickets").values(row));

const insertMessageRow = prepared((db, row: Omit<MessageRow, "seq">) =>
  db.insertInto("messages").values(row).returning("seq"),
);
