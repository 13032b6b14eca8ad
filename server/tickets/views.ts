/** What a row looks like to the one who asked. A field that a customer may not view is absent, not empty. */
import { companyInSight } from "../access/rules.ts";
import type { Reader } from "./read-ticket.ts";
import type { StaffMessage, StaffTicket } from "../contract/staff.ts";
import type { Attachment, Message, Ticket } from "../contract/tickets.ts";
import type { AttachmentRow } from "../attachments/store.ts";
import { contents } from "../content/memory.ts";
import type { StaffTicketRecord, TicketRecord } from "./query.ts";
import type { MessageRow } from "./store.ts";

type Customer = Extract<Reader["who"], { kind: "customer" }>;

/** Signs the address of an attachment for the one who reads the message. */
export type AttachmentLink = (attachment: AttachmentRow) => string;

export const iso = (time: number): string => new Date(time).toISOString();

export function customerTicket(row: TicketRecord, { who, permissions }: Pick<Reader, "who" | "permissions">): Ticket {
  const isTheirs = isColleagues(row, who);
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.status,
    inbox: { id: row.current_inbox_id, name: row.inbox_name },
    ...(permissions.priority !== "none" && { priority: row.priority }),
    ...(permissions.type !== "none" && row.type !== null && { type: row.type }),
    ...(permissions.tags !== "none" && { tags: JSON.parse(row.tags) as string[] }),
    ...(permissions.seeAgents && row.assignee_name !== null && { agent: row.assignee_name }),
    // Whose it is matters where there are others'.
    ...(companyInSight(who) !== undefined && {
      ...(row.company_name !== null && { company: row.company_name }),
      raisedBy: row.customer_name ?? row.author_name,
      mine: !isTheirs,
    }),
    ...follows(row),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    unread: !isTheirs && row.last_seq > row.read_seq,
    // Never of a note: those leave it as it is.
    excerpt: row.excerpt,
  };
}

function follows(row: TicketRecord): Pick<Ticket, "follows"> {
  return row.follows_id !== null && row.followed_number !== null
    ? { follows: { id: row.follows_id, number: row.followed_number } }
    : {};
}

/** @param row a public message; a note must never get here */
export function customerMessage(
  row: MessageRow,
  ticket: Pick<TicketRecord, "customer_id">,
  { who }: Pick<Reader, "who">,
  attachments: readonly AttachmentRow[],
  link: AttachmentLink,
): Message {
  const shown = message(row, row.given_name ?? row.author_name, attachments, link);
  // In one's own ticket, what was written before signing in bears a visitor's id.
  if (row.author_kind === "customer" && isColleagues(ticket, who)) shown.author.mine = row.author_id === who.id;
  return shown;
}

const isColleagues = ({ customer_id }: Pick<TicketRecord, "customer_id">, who: Reader["who"]): who is Customer =>
  who.kind === "customer" && customer_id !== who.id;

function message(row: MessageRow, name: string, attachments: readonly AttachmentRow[], link: AttachmentLink): Message {
  return {
    id: row.id,
    author: { kind: row.author_kind, name },
    body: row.body,
    content: row.author_kind === "system" ? [] : contents.of(row.id, row.body).content,
    attachments: attachments.map((attachment) => attachmentView(attachment, link)),
    createdAt: iso(row.created_at),
    ...(row.change !== null && { change: JSON.parse(row.change) as NonNullable<Message["change"]> }),
  };
}

export function attachmentView(row: AttachmentRow, link?: AttachmentLink): Attachment {
  const { id, name, size, type } = row;
  return { id, name, size, type, picture: row.picture === 1, ...(link && { url: link(row) }) };
}

export function staffTicket(row: StaffTicketRecord): StaffTicket {
  const known = row.customer_id !== null;
  return {
    id: row.id,
    number: row.number,
    project: { id: row.project_id, name: row.project_name },
    subject: row.subject,
    status: row.status,
    inbox: { id: row.current_inbox_id, name: row.inbox_name },
    priority: row.priority,
    ...(row.type !== null && { type: row.type }),
    tags: JSON.parse(row.tags) as string[],
    assignee: row.assignee_id !== null ? { id: row.assignee_id, name: row.assignee_name ?? "" } : null,
    from: {
      kind: known ? "customer" : "visitor",
      name: (known ? row.customer_name : row.author_name) ?? "",
      email: known ? row.customer_email : row.claimed_email,
      emailProven: known && row.customer_proven_at !== null,
      customerId: row.customer_id,
    },
    company: row.company_id !== null ? { id: row.company_id, name: row.company_name ?? "" } : null,
    ...follows(row),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    unanswered: row.last_customer_seq > row.last_staff_seq,
    held: row.held === 1,
    excerpt: row.excerpt,
  };
}

export const staffMessage = (
  row: MessageRow,
  attachments: readonly AttachmentRow[],
  link: AttachmentLink,
): StaffMessage => ({ ...message(row, row.author_name, attachments, link), internal: row.internal === 1 });
