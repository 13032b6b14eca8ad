/** A further message by a customer or by staff, and what it does to the status. */
import { takeAttachments } from "../attachments/store.ts";
import type { Tx } from "../db/database.ts";
import { createFollowUp } from "./create-ticket.ts";
import { afterCustomerReply, afterLateAnswer, afterStaffReply, isPutAside } from "./status.ts";
import {
  addMessage,
  announceStatus,
  type Author,
  type IdempotencyUse,
  type MadeTicket,
  moveStatus,
  type TicketRow,
} from "./store.ts";

export interface Reply {
  /** Of an answer that staff see already. */
  id?: string;
  body: string;
  attachments?: string[] | undefined;
  author: Author;
  internal?: boolean | undefined;
  /** Of an answer before which somebody else had the last word on the status. */
  isLate?: boolean;
  /** False: an answer that was given before the customer's last words, which wait for one still. */
  answersLast?: boolean;
  uploader: string;
}

/** Lands in this ticket or, when it has been closed for long, in a new one that follows it. */
export async function addReply(
  tx: Tx,
  ticket: TicketRow,
  reply: Reply,
  use: IdempotencyUse,
  now: number,
): Promise<MadeTicket> {
  const { id, author, body, internal = false, isLate = false, answersLast, attachments = [], uploader } = reply;
  const isCustomer = author.kind === "customer";
  const afterAnswer = isLate ? afterLateAnswer : afterStaffReply;
  const status = isCustomer ? afterCustomerReply(ticket.status, ticket.closed_at, now) : afterAnswer(ticket.status);
  if (status === "follow-up") return createFollowUp(tx, ticket, reply, use, now);
  const messageId = await addMessage(tx, ticket, { id, body, author, internal, answersLast }, use, now);
  const projectId = ticket.project_id;
  await takeAttachments(tx, attachments, { projectId, owner: uploader, messageId });
  // Told first: the message about the status comes below the reply, in the thread and in the order of events.
  tx.emit({ projectId, type: "message.created", ticketId: ticket.id, messageId });
  if (!internal && status !== ticket.status) {
    if (isCustomer && isPutAside(ticket.status)) await announceStatus(tx, ticket, status, "customer", now);
    // The ordinary to and fro is no line of its own.
    else await moveStatus(tx, ticket.id, status, now);
  }
  return { ticketId: ticket.id, messageId };
}
