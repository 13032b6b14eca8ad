import { type Actor, record } from "../audit/store.ts";
import { companyChange } from "../companies/company-change.ts";
import { findCompany } from "../companies/store.ts";
import type { StaffTicketPatch } from "../contract/staff.ts";
import { findCustomer } from "../customers/store.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import { reindexAtEnd } from "../db/ticket-documents.ts";
import type { Deps } from "../deps.ts";
import { notFound, refuseField } from "../errors.ts";
import { queueReceipt } from "./receipt.ts";
import { currentInbox } from "../projects/moved-inboxes.ts";
import { findInbox, findProject, requireTypeOf } from "../projects/store.ts";
import { reaches } from "../access/reach.ts";
import { answering, isPresent, lockStaff, type StaffRow } from "../access/staff-account.ts";
import { changed } from "./changed.ts";
import { overtake } from "./pending-changes.ts";
import { keepTags } from "./tags.ts";
import { announceStatus, lockTicket, type TicketRow } from "./store.ts";

type MailDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl" | "mailDomain">;

/**
 * What staff change about a ticket.
 * @param mail of whoever can release a held ticket: without it nobody is mailed
 * @returns id of the message that says a new status
 * @throws Refusal 404, or 400 naming the field that names something unknown
 */
export async function changeTicket(
  tx: Tx,
  who: Actor,
  id: string,
  patch: StaffTicketPatch,
  now: number,
  mail?: MailDeps,
): Promise<string | undefined> {
  // Before the ticket, as whoever changes or removes them does, who frees their tickets next: none is given to them after it.
  const given = typeof patch.assignee === "string" ? await lockStaff(tx, patch.assignee) : undefined;
  const ticket = await lockTicket(tx, id);
  if (!ticket) throw notFound();
  await checkNames(tx, ticket, patch, given);
  const { subject, priority, type, tags, assignee, inbox, held } = patch;
  const isMoved = inbox !== undefined && (await currentInbox(tx.db, ticket.inbox_id))?.id !== inbox;
  const set = changed(ticket, {
    ...(subject !== undefined && { subject }),
    ...(priority && { priority }),
    ...(type !== undefined && { type }),
    ...(tags && { tags: JSON.stringify([...new Set(tags)]) }),
    ...(assignee !== undefined && { assignee_id: assignee }),
    ...(isMoved && { inbox_id: inbox }),
    ...(held === false && { held: 0 }),
    ...(patch.company !== undefined && { company_id: patch.company }),
  });
  const moves = patch.status !== undefined && patch.status !== ticket.status;
  if (patch.status !== undefined) await overtake(tx, ticket);
  // What is so already is no news to anybody.
  if (!set && !moves) return undefined;
  if (subject !== undefined || patch.company !== undefined) await reindexAtEnd(tx, id);
  await tx.db
    .updateTable("tickets")
    .set({ ...set, updated_at: now })
    .where("id", "=", id)
    .execute();
  if (set?.tags !== undefined) await keepTags(tx, ticket, tags!);
  if (patch.company !== undefined) await moveBetweenCompanies(tx, who, ticket, patch.company, now);
  const statusMessageId = moves ? await announceStatus(tx, ticket, patch.status!, "staff", now) : undefined;
  // As the lock found it: of two who release it at once, the second finds it released.
  if (mail && held === false && ticket.held === 1) await sendReceipt(tx, mail, ticket);
  tx.emit({ projectId: ticket.project_id, type: "ticket.updated", ticketId: id });
  return statusMessageId;
}

/** The receipt that was not sent while it was unclear whether a person wrote. */
async function sendReceipt(tx: Tx, deps: MailDeps, ticket: TicketRow): Promise<void> {
  if (ticket.customer_id !== null || ticket.claimed_email === null) return;
  const project = await findProject(tx.db, ticket.project_id);
  // Its links lead into the portal, and a closed one shows nobody anything.
  if (!project?.enabled) return;
  await queueReceipt(tx, deps, project, ticket.id, ticket.claimed_email, { isJudged: true });
}

/** Who loses sight of the ticket has to hear of it as much as who gains it: no other event of it reaches them. */
async function moveBetweenCompanies(
  tx: Tx,
  who: Actor,
  ticket: TicketRow,
  to: string | null,
  now: number,
): Promise<void> {
  const from = ticket.company_id;
  if (from === to) return;
  const { project_id: projectId, number } = ticket;
  for (const company of [from, to]) {
    if (company !== null) announceAccess(tx, projectId, "company", company);
  }
  const changes = { company: await companyChange(tx.db, from, to) };
  await record(tx, who, { action: "ticket.company", projectId, subject: `#${number}`, changes }, now);
}

async function checkNames(
  { db }: Tx,
  ticket: TicketRow,
  { type, assignee, inbox, company }: StaffTicketPatch,
  given: StaffRow | undefined,
): Promise<void> {
  const refuse = (field: string): never => refuseField(field, "not_allowed");
  if (type !== undefined) {
    const project = await findProject(db, ticket.project_id);
    if (project) requireTypeOf(project, type);
  }
  // An empty id is nobody's, and not the null that takes one away.
  if (assignee !== undefined && assignee !== null) {
    if (!isPresent(given) || !reaches(answering(given), ticket.project_id)) refuse("assignee");
  }
  if (inbox !== undefined) {
    const found = await findInbox(db, inbox);
    if (found?.project_id !== ticket.project_id) refuse("inbox");
  }
  if (company !== undefined && company !== null) {
    const found = await findCompany(db, company);
    if (found?.project_id !== ticket.project_id) refuse("company");
    // What somebody sent under an address that nobody has proven is never for a company to read.
    const customer = ticket.customer_id === null ? undefined : await findCustomer(db, ticket.customer_id);
    if ((customer?.proven_at ?? null) === null) refuse("company");
  }
}
