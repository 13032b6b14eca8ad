/** One ticket with its messages, for the customer's side and for staff. */
import { noPermissions } from "../access/permissions.ts";
import { type KeyPrincipal, type PortalPrincipal, principalKey, type StaffPrincipal } from "../access/principals.ts";
import { may } from "../access/rules.ts";
import { portalLinks, staffLink } from "../attachments/links.ts";
import { attachmentsOfMessage } from "../attachments/store.ts";
import type { Permissions } from "../contract/portal.ts";
import type { StaffMessage, StaffTicket, StaffTicketWithMessages } from "../contract/staff.ts";
import type { ChangedTicket, Message, MessageReply, Ticket, TicketWithMessages } from "../contract/tickets.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import { mailsOfAnswers } from "../mail/answers.ts";
import { mailsBeside, mailsOfMessages } from "../mail/received.ts";
import type { ProjectRow } from "../projects/store.ts";
import { earlierNote } from "./earlier-note.ts";
import { findChange } from "./pending-changes.ts";
import { changeView, pendingMessages, staffTicketNow } from "./pending-views.ts";
import { findStaffTicketRecord, findTicketRecord, type StaffTicketRecord, type TicketRecord } from "./query.ts";
import { asksForPage, type PageAsked, readPage } from "./read-page.ts";
import { findMessage, messageAbove, messageBelow, type MessageRow } from "./store.ts";
import { type AttachmentLink, customerMessage, customerTicket, staffMessage, staffTicket } from "./views.ts";

export type LinkDeps = Pick<Deps, "secrets" | "publicUrl" | "now">;

/** A project, who asks, and what that one may: read once a request and handed on. */
export interface Reader {
  project: ProjectRow;
  who: PortalPrincipal;
  permissions: Readonly<Permissions>;
}

export const readerOf = (project: ProjectRow, who: PortalPrincipal): Reader => ({
  project,
  who,
  permissions: who.kind === "nobody" ? noPermissions : who.permissions,
});

const linkFor = (deps: LinkDeps, { project, who }: Reader) =>
  portalLinks(deps, project.key, who.kind === "nobody" ? "nobody" : principalKey(who));

/** @throws Refusal 404, the same for an unknown id and for somebody else's ticket */
export async function requireTicket(db: Db, reader: Reader, id: string): Promise<TicketRecord> {
  const record = await findTicketRecord(db, id);
  if (!record || !may(reader.who, "read", record)) throw notFound();
  return record;
}

/** @throws Refusal as {@link requireTicket} and {@link readPage} do */
export async function readTicket(
  db: Db,
  deps: LinkDeps,
  reader: Reader,
  id: string,
  asked: PageAsked = {},
  link: AttachmentLink = linkFor(deps, reader),
): Promise<TicketWithMessages> {
  const record = await requireTicket(db, reader, id);
  const page = await readPage(db, id, asked, false, (row, attachments) =>
    customerMessage(row, record, reader, attachments, link),
  );
  if (page.earlier && !asksForPage(asked)) {
    const { who, project } = reader;
    const account = who.kind === "customer" ? who.account.locale : null;
    const there = `${deps.publicUrl}/p/${project.key}#tickets/${id}`;
    page.messages.unshift(earlierNote(there, page.messages[0]!, [record.locale, account, project.locale]));
  }
  return { ...customerTicket(record, reader), ...page };
}

/** One message with its ticket's head; undefined where the reader may not see it. */
export async function readMessage(
  db: Db,
  deps: LinkDeps,
  reader: Reader,
  row: MessageRow,
): Promise<{ ticket: Ticket; message: Message } | undefined> {
  const record = await findTicketRecord(db, row.ticket_id);
  if (!record || !may(reader.who, row.internal ? "read-notes" : "read", record)) return undefined;
  const attachments = await attachmentsOfMessage(db, { messageId: row.id });
  const message = customerMessage(row, record, reader, attachments, linkFor(deps, reader));
  return { ticket: customerTicket(record, reader), message };
}

/** A reply as whoever sent it is answered, also when it is sent again; undefined where it may not be seen any more. */
export async function readReply(
  db: Db,
  deps: LinkDeps,
  reader: Reader,
  messageId: string,
): Promise<MessageReply | undefined> {
  const row = await findMessage(db, messageId);
  const shown = row && (await readMessage(db, deps, reader, row));
  if (!shown) return undefined;
  const [below] = await messageBelow(db, { ticketId: row.ticket_id, seq: row.seq, internalUpTo: 0 });
  // Of the same transaction, during which nobody else writes into the ticket.
  const isItsOwn = below?.author_kind === "system" && below.created_at === row.created_at;
  return {
    ...shown,
    ...(isItsOwn && (await readStatusMessage(db, deps, reader, below))),
    ...(await above(db, row, 0)),
  };
}

/** The message that says a new status, to go with the answer to whoever set it. */
export async function readStatusMessage(
  db: Db,
  deps: LinkDeps,
  reader: Reader,
  row: MessageRow | undefined,
): Promise<Pick<ChangedTicket, "statusMessage" | "after">> {
  const shown = row && (await readMessage(db, deps, reader, row));
  return shown ? { statusMessage: shown.message, ...(await above(db, row, 0)) } : {};
}

async function above(db: Db, row: MessageRow, internalUpTo: 0 | 1): Promise<{ after?: string }> {
  const [found] = await messageAbove(db, { ticketId: row.ticket_id, seq: row.seq, internalUpTo });
  return found ? { after: found.id } : {};
}

/** @throws Refusal 404 */
async function requireStaffTicket(db: Db, id: string): Promise<StaffTicketRecord> {
  const record = await findStaffTicketRecord(db, id);
  if (!record) throw notFound();
  return record;
}

/** As staff left it, and whether it is before its customer's eyes. */
async function asStaffSeeIt(db: Db, { hub }: Pick<Deps, "hub">, record: StaffTicketRecord): Promise<StaffTicket> {
  const ticket = await staffTicketNow(db, record);
  const parked = await mailsBeside(db, ticket.id);
  return { ...ticket, ...(parked.length > 0 && { parked }), ...(hub.isInSight(ticket.id) && { live: true as const }) };
}

/** @throws Refusal 404 */
export const readStaffTicket = async (db: Db, deps: Pick<Deps, "hub">, id: string): Promise<StaffTicket> =>
  asStaffSeeIt(db, deps, await requireStaffTicket(db, id));

/** All of it that customers do not see yet. @throws Refusal 404 */
export const readPending = async (db: Db, { now }: Pick<Deps, "now">, id: string): Promise<StaffMessage[]> =>
  pendingMessages(db, await requireStaffTicket(db, id), now());

/** @throws Refusal as {@link readStaffTicket} and {@link readPage} do */
export async function readStaffTicketWithMessages(
  db: Db,
  deps: Pick<Deps, "hub" | "now" | "publicUrl">,
  { kind }: Pick<StaffPrincipal | KeyPrincipal, "kind">,
  id: string,
  asked: PageAsked = {},
): Promise<StaffTicketWithMessages> {
  const record = await requireStaffTicket(db, id);
  const isStaff = kind === "staff";
  const ticket = isStaff ? await asStaffSeeIt(db, deps, record) : staffTicket(record);
  // Before the thread: what takes effect meanwhile is in one of the two.
  const pending = isStaff && asked.before === undefined ? await pendingMessages(db, record, deps.now()) : [];
  const page = await readPage(db, id, asked, true, (row, attachments) => staffMessage(row, attachments, staffLink));
  // A program sees what customers see.
  if (isStaff) await addMails(db, page.messages);
  page.messages.push(...pending.filter((change) => page.messages.every((message) => message.id !== change.id)));
  if (page.earlier && !asksForPage(asked)) {
    const note = earlierNote(`${deps.publicUrl}/admin#tickets/${id}`, page.messages[0]!, []);
    page.messages.unshift({ ...note, internal: false });
  }
  return { ...ticket, ...page };
}

/**
 * A message that staff wrote or caused, and the one that it comes after; one that customers do not see yet, or never
 * will, comes after none. @throws Refusal 404
 */
export async function readOwnStaffMessage(
  db: Db,
  deps: Pick<Deps, "now">,
  id: string,
): Promise<{ message: StaffMessage; after?: string }> {
  // First: it becomes a message, and never the other way.
  const change = await findChange(db, id);
  if (change?.undone_at === null) {
    const pending = await readPending(db, deps, change.ticket_id);
    const message = pending.find((one) => one.id === id);
    if (message) return { message };
    // It took effect meanwhile, or somebody has had the last word on the status.
    if (!(await findChange(db, id))) return readOwnStaffMessage(db, deps, id);
  }
  if (change) return { message: await changeView(db, change, deps.now()) };
  const row = await findMessage(db, id);
  if (!row) throw notFound();
  return { message: await viewForStaff(db, row), ...(await above(db, row, 1)) };
}

/** @throws Refusal 404 */
export async function readStaffMessage(db: Db, id: string): Promise<StaffMessage> {
  const row = await findMessage(db, id);
  if (!row) throw notFound();
  return viewForStaff(db, row);
}

async function viewForStaff(db: Db, row: MessageRow): Promise<StaffMessage> {
  const message = staffMessage(row, await attachmentsOfMessage(db, { messageId: row.id }), staffLink);
  await addMails(db, [message]);
  return message;
}

/** To answers, what became of their mails; to what customers wrote, by which mail it came. */
async function addMails(db: Db, messages: readonly StaffMessage[]): Promise<void> {
  const answers = messages.filter(({ author, internal }) => author.kind === "staff" && !internal);
  const mails = await mailsOfAnswers(
    db,
    answers.map(({ id }) => id),
  );
  for (const answer of answers) Object.assign(answer, mails.get(answer.id));
  const came = messages.filter(({ author }) => author.kind === "customer");
  const sources = await mailsOfMessages(
    db,
    came.map(({ id }) => id),
  );
  for (const message of came) {
    const id = sources.get(message.id);
    if (id !== undefined) Object.assign(message, { via: "mail", mail: { id, state: "filed", problem: null } });
  }
}
