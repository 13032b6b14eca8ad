/** One ticket with its messages, for the customer's side and for staff. */
import { noPermissions } from "../access/permissions.ts";
import { type PortalPrincipal, principalKey } from "../access/principals.ts";
import { may } from "../access/rules.ts";
import { portalLinks, staffLink } from "../attachments/links.ts";
import { attachmentsOfMessage, attachmentsOfTicket } from "../attachments/store.ts";
import type { Permissions } from "../contract/portal.ts";
import type { StaffMessage, StaffTicket, StaffTicketWithMessages } from "../contract/staff.ts";
import type { Message, Ticket, TicketWithMessages } from "../contract/tickets.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import type { ProjectRow } from "../projects/store.ts";
import { findStaffTicketRecord, findTicketRecord, type TicketRecord } from "./query.ts";
import { findMessage, listMessages, type MessageRow } from "./store.ts";
import { customerMessage, customerTicket, staffMessage, staffTicket } from "./views.ts";

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

export async function readTicket(db: Db, deps: LinkDeps, reader: Reader, id: string): Promise<TicketWithMessages> {
  const record = await requireTicket(db, reader, id);
  const rows = await listMessages(db, id, false);
  const attachments = await attachmentsOfTicket(db, id);
  const link = linkFor(deps, reader);
  const messages = rows.map((row) => customerMessage(row, record, attachments.get(row.id) ?? [], link));
  return { ...customerTicket(record, reader), messages };
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
  const message = customerMessage(row, record, attachments, linkFor(deps, reader));
  return { ticket: customerTicket(record, reader), message };
}

/** @throws Refusal 404 */
export async function readStaffTicket(db: Db, id: string): Promise<StaffTicket> {
  const record = await findStaffTicketRecord(db, id);
  if (!record) throw notFound();
  return staffTicket(record);
}

export async function readStaffTicketWithMessages(db: Db, id: string): Promise<StaffTicketWithMessages> {
  const ticket = await readStaffTicket(db, id);
  const rows = await listMessages(db, id, true);
  const attachments = await attachmentsOfTicket(db, id);
  return { ...ticket, messages: rows.map((row) => staffMessage(row, attachments.get(row.id) ?? [], staffLink)) };
}

export async function readStaffMessage(db: Db, id: string): Promise<StaffMessage> {
  const row = await findMessage(db, id);
  if (!row) throw notFound();
  const attachments = await attachmentsOfMessage(db, { messageId: row.id });
  return staffMessage(row, attachments, staffLink);
}
