/** Making a ticket, by whoever: checks what it names, and everything that goes with it in the same transaction. */
import { takeAttachments } from "../attachments/store.ts";
import type { NewTicket } from "../contract/tickets.ts";
import type { Tx } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import { type InboxRow, listInboxes, type ProjectRow } from "../projects/store.ts";
import { type Author, type IdempotencyUse, insertTicket, type MadeTicket } from "./store.ts";
import { addressKey } from "../mail-address.ts";

export interface TicketSource {
  author: Author;
  customerId: string | null;
  visitorId: string | null;
  /** Of a customer whose address is proven: whose colleagues may see it. */
  companyId?: string | null;
  /** Whose uploads the message may take. */
  uploader: string;
  held: boolean;
  /** Staff may use every inbox of the project, customers those shown in the portal. */
  anyInbox: boolean;
}

export async function createTicket(
  tx: Tx,
  project: ProjectRow,
  input: NewTicket,
  source: TicketSource,
  use: IdempotencyUse,
  now: number,
): Promise<MadeTicket> {
  if (input.type !== undefined && !project.types.includes(input.type)) {
    throw new Refusal(400, "fields_invalid", { fields: { type: "not_allowed" } });
  }
  const inboxes = await listInboxes(tx.db, project.id);
  const made = await insertTicket(
    tx,
    {
      projectId: project.id,
      inboxId: chosenInbox(inboxes, input.inbox, source.anyInbox).id,
      subject: input.subject,
      type: input.type ?? null,
      priority: input.priority ?? "normal",
      customerId: source.customerId,
      visitorId: source.visitorId,
      companyId: source.companyId ?? null,
      authorName:
        source.customerId !== null && source.author.kind === "customer" ? source.author.name : (input.name ?? ""),
      claimedEmail: source.customerId === null && input.email ? addressKey(input.email) : null,
      locale: input.locale ?? null,
      held: source.held,
      ...(source.author.kind === "staff" && { status: "waiting" as const }),
    },
    { body: input.body, author: source.author },
    { ticket: use },
    now,
  );
  await takeAttachments(tx, input.attachments ?? [], {
    projectId: project.id,
    owner: source.uploader,
    messageId: made.messageId,
  });
  tx.emit({ projectId: project.id, type: "ticket.created", ticketId: made.ticketId, messageId: made.messageId });
  return made;
}

function chosenInbox(inboxes: InboxRow[], wanted: string | undefined, any: boolean): InboxRow {
  const offered = any ? inboxes : inboxes.filter((inbox) => inbox.portal === 1);
  // Where no inbox is offered there is no choice to make, and a ticket must still land somewhere.
  const chosen = wanted === undefined ? (offered[0] ?? inboxes[0]) : offered.find((inbox) => inbox.id === wanted);
  if (!chosen) throw new Refusal(400, "fields_invalid", { fields: { inbox: "not_allowed" } });
  return chosen;
}
