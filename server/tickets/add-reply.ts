/** A further message by a customer or by staff, and what it does to the status. */
import { takeAttachments } from "../attachments/store.ts";
import type { Tx } from "../db/database.ts";
import { afterCustomerReply, afterStaffReply } from "./status.ts";
import {
  addMessage,
  announceStatus,
  type Author,
  type IdempotencyUse,
  insertTicket,
  moveStatus,
  type TicketRow,
} from "./store.ts";

export interface Reply {
  body: string;
  attachments?: string[] | undefined;
  author: Author;
  internal?: boolean | undefined;
  uploader: string;
}

interface Landed {
  ticketId: string;
  messageId: string;
}

/** Lands in this ticket or, when it has been closed for long, in a new one that follows it. */
export async function addReply(
  tx: Tx,
  ticket: TicketRow,
  reply: Reply,
  use: IdempotencyUse,
  now: number,
): Promise<Landed> {
  const landed =
    reply.author.kind === "customer"
      ? await customerReply(tx, ticket, reply, use, now)
      : await staffReply(tx, ticket, reply, use, now);
  await takeAttachments(tx, reply.attachments ?? [], {
    projectId: ticket.project_id,
    owner: reply.uploader,
    messageId: landed.messageId,
  });
  const type = landed.ticketId === ticket.id ? "message.created" : "ticket.created";
  tx.emit({ projectId: ticket.project_id, type, ...landed });
  return landed;
}

async function customerReply(
  tx: Tx,
  ticket: TicketRow,
  { body, author }: Reply,
  use: IdempotencyUse,
  now: number,
): Promise<Landed> {
  const status = afterCustomerReply(ticket.status, ticket.closed_at, now);
  if (status === "follow-up") {
    return insertTicket(
      tx,
      {
        projectId: ticket.project_id,
        inboxId: ticket.inbox_id,
        subject: ticket.subject,
        type: ticket.type,
        priority: ticket.priority,
        customerId: ticket.customer_id,
        visitorId: ticket.visitor_id,
        companyId: ticket.company_id,
        authorName: ticket.author_name,
        claimedEmail: ticket.claimed_email,
        locale: ticket.locale,
        held: false,
        follows: ticket,
      },
      { body, author },
      { message: use },
      now,
    );
  }
  const messageId = await addMessage(tx, ticket, { body, author }, use, now);
  const wasSettled = ticket.status === "solved" || ticket.status === "closed" || ticket.status === "on-hold";
  // Somebody opening a settled ticket again is news; the ordinary to and fro is not.
  if (wasSettled) await announceStatus(tx, ticket, status, "customer", now);
  else if (status !== ticket.status) await moveStatus(tx, ticket.id, status, now);
  return { ticketId: ticket.id, messageId };
}

async function staffReply(
  tx: Tx,
  ticket: TicketRow,
  { body, author, internal = false }: Reply,
  use: IdempotencyUse,
  now: number,
): Promise<Landed> {
  const messageId = await addMessage(tx, ticket, { body, author, internal }, use, now);
  const status = internal ? ticket.status : afterStaffReply(ticket.status);
  if (status !== ticket.status) await moveStatus(tx, ticket.id, status, now);
  return { ticketId: ticket.id, messageId };
}
