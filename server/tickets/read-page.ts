/** One page of a thread: as many messages as were asked for, and as fit into one answer. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type AttachmentRow, attachmentsOfMessages } from "../attachments/store.ts";
import type { ThreadPage } from "../contract/tickets.ts";
import type { Db } from "../db/database.ts";
import { refuseField } from "../errors.ts";
import { findMessage, type MessageRow, messagesBefore } from "./store.ts";

export interface PageAsked {
  limit?: number | undefined;
  /** Id of a message. */
  before?: string | undefined;
}

interface Limits {
  messages: number;
  bytes: number;
}

const defaultMessages = 50;
/** A whole answer has 1 MB: the rest is for the ticket's head. */
const maxPageBytes = 950_000;
/** Widgets from before there were pages show all that they get, and ask for no more. */
const withoutPages: Limits = { messages: 200, bytes: 500_000 };
/** Rows read at a time: of the longest messages, an answer is full after a few. */
const rowsAtOnce = 51;

/** Of JSON, after which everybody else has a turn: a full page of letters that are hard to read takes 50 ms. */
const maxTurnBytes = 50_000;
let turns: Promise<unknown> = Promise.resolve();
/** Of those who read long pages one goes on in each turn, or all of them would stand in front of whoever asks for little. */
const ownTurn = (): Promise<unknown> => (turns = turns.then(() => nextTurn()));

/** Whether whoever asks knows of pages. */
export const asksForPage = ({ limit, before }: PageAsked): boolean => limit !== undefined || before !== undefined;

/**
 * @param view is called for each message that the page may hold, the newest first
 * @throws Refusal 400 where `before` is no message that this reader sees in this ticket
 */
export async function readPage<Shown extends object>(
  db: Db,
  ticketId: string,
  asked: PageAsked,
  withNotes: boolean,
  view: (row: MessageRow, attachments: readonly AttachmentRow[]) => Shown,
): Promise<ThreadPage<Shown>> {
  const limits = asksForPage(asked) ? { messages: asked.limit ?? defaultMessages, bytes: maxPageBytes } : withoutPages;
  const internalUpTo = withNotes ? 1 : 0;
  const messages: Shown[] = [];
  let bytes = 0;
  let bytesAtTurn = 0;
  let before =
    asked.before === undefined ? Number.MAX_SAFE_INTEGER : await positionOf(db, ticketId, asked.before, withNotes);
  for (;;) {
    const limit = Math.min(rowsAtOnce, limits.messages - messages.length + 1);
    const rows = await messagesBefore(db, { ticketId, before, internalUpTo, limit });
    if (rows.length === 0) return { messages: messages.reverse(), earlier: false };
    before = rows.at(-1)!.seq;
    const attachments = await attachmentsOfMessages(db, { ticketId, first: before, last: rows[0]!.seq });
    for (const row of rows) {
      if (bytes - bytesAtTurn > maxTurnBytes) {
        await ownTurn();
        bytesAtTurn = bytes;
      }
      const message = view(row, attachments.get(row.id) ?? []);
      bytes += Buffer.byteLength(JSON.stringify(message));
      const isFull = messages.length === limits.messages || (messages.length > 0 && bytes > limits.bytes);
      if (isFull) return { messages: messages.reverse(), earlier: true };
      messages.push(message);
    }
    if (rows.length < limit) return { messages: messages.reverse(), earlier: false };
  }
}

async function positionOf(db: Db, ticketId: string, id: string, withNotes: boolean): Promise<number> {
  const row = await findMessage(db, id);
  // A note, another ticket's message and none at all look the same to whoever may not read them.
  if (row?.ticket_id !== ticketId || (row.internal === 1 && !withNotes)) {
    refuseField("before", "not_allowed");
  }
  return row.seq;
}
