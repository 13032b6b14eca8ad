/**
 * Tickets with their messages, in blocks: within one, messages of all its tickets come in turn, as on a day of a desk.
 * A few tickets of earlier blocks are written to again, so that the order of news is not the order of making.
 */
import type { Insertable } from "kysely";
import type { TicketStatus } from "../../server/contract/tickets.ts";
import type { Database, Tx } from "../../server/db/database.ts";
import type { AttachmentsTable, MessagesTable, TicketsTable } from "../../server/db/schema.ts";
import { excerptOf } from "../../server/tickets/store.ts";
import type { FilledDesk, FilledProject } from "./people.ts";
import type { Dice } from "./random.ts";
import { insertRows } from "./rows.ts";
import { body, fileName, type Language, languageOf, rareTags, sentence, tags } from "./texts.ts";

export const ticketTables = ["visitors", "tickets", "ticket_tags", "messages", "attachments"] as const;
export const ticketsPerBlock = 2_000;
/** What lies at random places is written once for all of them. */
const blocksPerCommit = 10;
/** Of the last tickets, most are still in somebody's hands; of the others, few. */
const recentShare = 0.05;
const finished = { closed: 88, solved: 12 } satisfies Partial<Record<TicketStatus, number>>;
const unfinished = { new: 25, open: 35, waiting: 25, "on-hold": 15 } satisfies Partial<Record<TicketStatus, number>>;
/** The desk is three years old. */
const ageMs = 3 * 365 * 86_400_000;

type Ticket = Insertable<TicketsTable> & { seq: number };
type Message = Insertable<MessagesTable> & { seq: number };

/** Of an earlier block: enough of a ticket to write to it again. */
type Earlier = Pick<Ticket, "id" | "project_id" | "customer_id" | "author_name">;

export interface FillState {
  ticketSeq: number;
  messageSeq: number;
  earlier: Earlier[];
}

interface Block {
  tickets: Ticket[];
  messages: Message[];
  attachments: Insertable<AttachmentsTable>[];
  visitors: { id: string; project_id: string; created_at: number }[];
}

/** @returns the ids of the files that its messages have */
export function fillBlocks(
  database: Database,
  dice: Dice,
  desk: FilledDesk,
  state: FillState,
  made: { total: number; now: number; sha256: string },
): Promise<string[]> {
  // Before the write, which may run again.
  const blocks: { block: Block; again: Message[] }[] = [];
  while (blocks.length < blocksPerCommit && state.ticketSeq < made.total) {
    const block = madeBlock(dice, desk, state, made);
    blocks.push({ block, again: madeAgain(dice, state, block.tickets.at(-1)!.created_at) });
  }
  return database.write(async (tx) => {
    for (const { block, again } of blocks) {
      await insertBlock(tx, block);
      await insertAgain(tx, again);
    }
    for (const { id, last } of desk.projects) {
      await tx.db.updateTable("ticket_numbers").set({ last }).where("project_id", "=", id).execute();
    }
    return blocks.flatMap(({ block }) => block.attachments.map(({ id }) => id));
  });
}

async function insertBlock(tx: Tx, { visitors, tickets, messages, attachments }: Block): Promise<void> {
  await insertRows(tx, "visitors", visitors);
  await insertRows(tx, "tickets", tickets);
  const tagged = tickets.flatMap(({ seq, tags: chosen }) =>
    (JSON.parse(chosen) as string[]).map((tag) => ({ tag, ticket_seq: seq })),
  );
  await insertRows(tx, "ticket_tags", tagged);
  await insertRows(tx, "messages", messages);
  await insertRows(tx, "attachments", attachments);
}

function madeBlock(
  dice: Dice,
  desk: FilledDesk,
  state: FillState,
  { total, now, sha256 }: { total: number; now: number; sha256: string },
): Block {
  const block: Block = { tickets: [], messages: [], attachments: [], visitors: [] };
  const turns: { ticket: Ticket; language: Language; turn: number; nth: number }[] = [];
  const count = Math.min(ticketsPerBlock, total - state.ticketSeq);
  for (let i = 0; i < count; i++) {
    const project = desk.projects[dice.percent(90) ? 0 : 1];
    const language = languageOf(dice);
    state.ticketSeq += 1;
    const ticket = madeTicket(dice, desk, project, block, { seq: state.ticketSeq, total, now, language });
    block.tickets.push(ticket);
    const messages = 1 + dice.below(5);
    for (let nth = 0; nth < messages; nth++) turns.push({ ticket, language, nth, turn: i + nth * dice.below(400) });
  }
  turns.sort((one, other) => one.turn - other.turn || one.nth - other.nth);
  for (const { ticket, language, nth } of turns) {
    state.messageSeq += 1;
    const isStaff = nth % 2 === 1;
    const internal = isStaff && nth > 1 && dice.percent(20) ? 1 : 0;
    const agent = dice.pick(desk.agents);
    const author = isStaff ? agent : { id: ticket.customer_id ?? ticket.visitor_id, name: ticket.author_name };
    const message = madeMessage(dice, ticket, language, { seq: state.messageSeq, isStaff, internal, author });
    block.messages.push(message);
    if (!internal) putNewest(ticket, message, isStaff);
    if (nth === 0 && dice.percent(5)) {
      block.attachments.push({
        id: dice.id(),
        project_id: ticket.project_id,
        message_id: message.id,
        position: 0,
        owner: `customer:${ticket.customer_id ?? ticket.visitor_id}`,
        name: fileName(dice),
        size: 5,
        type: "application/octet-stream",
        picture: 0,
        sha256,
        created_at: ticket.created_at,
      });
    }
  }
  for (const ticket of block.tickets) if (dice.percent(2)) state.earlier.push(ticket);
  return block;
}

function madeTicket(
  dice: Dice,
  desk: FilledDesk,
  project: FilledProject,
  block: Block,
  { seq, total, now, language }: { seq: number; total: number; now: number; language: Language },
): Ticket {
  project.last += 1;
  const created = Math.round(now - ageMs * (1 - seq / total));
  const isRecent = seq > total * (1 - recentShare);
  const isGoing = dice.percent(isRecent ? 60 : 1.5);
  const status: TicketStatus = isGoing ? dice.weighted(unfinished) : dice.weighted(finished);
  // Some write far more than others.
  const nth = dice.percent(5) ? dice.rare(project.customers.length) : dice.below(project.customers.length);
  const customer = dice.percent(70) ? project.customers[Math.max(0, nth)]! : undefined;
  const visitor = customer ? undefined : { id: dice.id(), project_id: project.id, created_at: created };
  if (visitor) block.visitors.push(visitor);
  const chosen = new Set<string>();
  if (dice.percent(40)) chosen.add(dice.pick(tags));
  if (dice.percent(10)) chosen.add(dice.pick(tags));
  if (dice.percent(1)) chosen.add(dice.pick(rareTags));
  return {
    seq,
    id: dice.id(),
    project_id: project.id,
    number: project.last,
    subject: sentence(dice, language, 2 + dice.below(6)).slice(0, 200),
    status,
    inbox_id: dice.pick(project.inboxes),
    type: dice.percent(50) ? dice.pick(["question", "problem", "return"]) : null,
    priority: dice.weighted({ normal: 80, low: 8, high: 9, urgent: 3 }),
    tags: JSON.stringify([...chosen]),
    assignee_id: dice.percent(status in finished ? 85 : 50) ? dice.pick(desk.agents).id : null,
    customer_id: customer?.id ?? null,
    visitor_id: visitor?.id ?? null,
    author_name: customer?.name ?? (dice.percent(50) ? "Visitor" : ""),
    claimed_email: visitor && dice.percent(50) ? `visitor-${seq}@example.net` : null,
    claim_declined: 0,
    company_id: customer?.companyId ?? null,
    locale: language,
    held: status === "new" && dice.percent(5) ? 1 : 0,
    follows_id: null,
    follows_path: null,
    idempotency_key: null,
    body_hash: null,
    created_at: created,
    updated_at: created,
    closed_at: status === "closed" ? created : null,
    last_seq: 0,
    last_customer_seq: 0,
    last_staff_seq: 0,
    read_seq: 0,
    excerpt: "",
  };
}

function madeMessage(
  dice: Dice,
  ticket: Earlier & { created_at: number },
  language: Language,
  written: { seq: number; isStaff: boolean; internal: number; author: { id: string | null | undefined; name: string } },
): Message {
  return {
    seq: written.seq,
    id: dice.id(),
    ticket_id: ticket.id,
    project_id: ticket.project_id,
    author_kind: written.isStaff ? "staff" : "customer",
    author_id: written.author.id ?? null,
    author_name: written.author.name,
    given_name: null,
    internal: written.internal,
    body: body(dice, language),
    change: null,
    idempotency_key: null,
    body_hash: null,
    created_at: ticket.created_at,
  };
}

function putNewest(ticket: Ticket, { seq, body: words }: Message, isStaff: boolean): void {
  ticket.last_seq = seq;
  if (isStaff) ticket.last_staff_seq = seq;
  else Object.assign(ticket, { last_customer_seq: seq, read_seq: seq });
  ticket.excerpt = excerptOf(words);
}

/** One of a hundred tickets hears from its customer long afterwards. */
function madeAgain(dice: Dice, state: FillState, at: number): Message[] {
  const chosen = new Set<Earlier>();
  for (let i = 0; i < ticketsPerBlock / 100 && state.earlier.length > 0; i++) chosen.add(dice.pick(state.earlier));
  return [...chosen].map((ticket) => {
    state.messageSeq += 1;
    const author = { id: ticket.customer_id, name: ticket.author_name };
    const written = { seq: state.messageSeq, isStaff: false, internal: 0, author };
    return madeMessage(dice, { ...ticket, created_at: at }, "en", written);
  });
}

async function insertAgain(tx: Tx, messages: readonly Message[]): Promise<void> {
  await insertRows(tx, "messages", messages);
  for (const { ticket_id: id, seq, body: words, created_at } of messages) {
    await tx.db
      .updateTable("tickets")
      .set({ last_seq: seq, last_customer_seq: seq, read_seq: seq, updated_at: created_at, excerpt: excerptOf(words) })
      .where("id", "=", id)
      .execute();
  }
}
