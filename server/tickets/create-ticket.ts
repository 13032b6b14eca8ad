/** Making a ticket, by whoever: checks what it names, and everything that goes with it in the same transaction. */
import { takeAttachments } from "../attachments/store.ts";
import type { NewTicket } from "../contract/tickets.ts";
import type { Tx } from "../db/database.ts";
import { Refusal, refuseField } from "../errors.ts";
import { currentInbox } from "../projects/moved-inboxes.ts";
import { type InboxRow, listInboxes, type ProjectRow, requireTypeOf } from "../projects/store.ts";
import {
  type Author,
  type IdempotencyUse,
  insertTicket,
  type KeyUse,
  type MadeTicket,
  type TicketRow,
  type TicketValues,
} from "./store.ts";
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
  if (input.type !== undefined) requireTypeOf(project, input.type);
  const inboxes = await listInboxes(tx.db, project.id);
  const values: TicketValues = {
    projectId: project.id,
    inboxId: chosenInbox(inboxes, await asOfNow(tx, inboxes, input.inbox), source.anyInbox).id,
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
  };
  return make(tx, values, { ...input, ...source }, { ticket: use }, now);
}

/** A reply to a ticket that has been closed for long: a new one in its place, of the same person. */
export const createFollowUp = async (
  tx: Tx,
  ticket: TicketRow,
  opening: Opening,
  use: IdempotencyUse,
  now: number,
): Promise<MadeTicket> =>
  make(
    tx,
    {
      projectId: ticket.project_id,
      inboxId: await inboxOfFollowUp(tx, ticket),
      subject: ticket.subject,
      type: ticket.type,
      priority: ticket.priority,
      customerId: ticket.customer_id,
      visitorId: ticket.visitor_id,
      companyId: ticket.company_id,
      authorName: ticket.author_name,
      // Its owner has said that it is not theirs.
      claimedEmail: ticket.claim_declined ? null : ticket.claimed_email,
      locale: ticket.locale,
      held: false,
      follows: ticket,
    },
    opening,
    { message: use },
    now,
  );

interface Opening {
  body: string;
  author: Author;
  attachments?: string[] | undefined;
  /** Whose uploads the message may take. */
  uploader: string;
}

/** The one maker: a row, its first message with its files, and the event. */
async function make(
  tx: Tx,
  values: TicketValues,
  { body, author, attachments = [], uploader }: Opening,
  use: KeyUse,
  now: number,
): Promise<MadeTicket> {
  const { projectId } = values;
  const made = await insertTicket(tx, values, { body, author }, use, now);
  await takeAttachments(tx, attachments, { projectId, owner: uploader, messageId: made.messageId });
  tx.emit({ projectId, type: "ticket.created", ...made });
  return made;
}

/** It may have been deleted since it was chosen: what was meant for it goes where its tickets went. */
async function asOfNow({ db }: Tx, there: InboxRow[], wanted: string | undefined): Promise<string | undefined> {
  if (wanted === undefined || there.some(({ id }) => id === wanted)) return wanted;
  return (await currentInbox(db, wanted))?.id ?? wanted;
}

function chosenInbox(inboxes: InboxRow[], wanted: string | undefined, any: boolean): InboxRow {
  const offered = any ? inboxes : inboxes.filter(isOpen);
  if (offered.length === 0) throw new Refusal(403, "tickets_closed");
  const hasId = ({ id }: InboxRow): boolean => id === wanted;
  // Closed after it was chosen: with one left, a widget draws no choice in which that could be mended.
  const isFirst = wanted === undefined || (!any && offered.length === 1 && inboxes.some(hasId));
  return offered.find(hasId) ?? (isFirst ? offered[0] : undefined) ?? refuseField("inbox", "not_allowed");
}

const isOpen = (inbox: InboxRow): boolean => inbox.portal === 1;

/** The same, unless customers may not write there any more; where they may nowhere, an answer is still no lost word. */
async function inboxOfFollowUp(tx: Tx, { project_id, inbox_id }: TicketRow): Promise<string> {
  const home = (await currentInbox(tx.db, inbox_id))!;
  if (isOpen(home)) return home.id;
  const open = (await listInboxes(tx.db, project_id)).filter(isOpen);
  return (open[0] ?? home).id;
}
