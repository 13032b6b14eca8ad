/** The portal as one customer sees it, by the very functions that show it to them. */
import { staffLink } from "../attachments/links.ts";
import { accountView, findAccount } from "../access/account.ts";
import { explainPermissions } from "../access/permissions.ts";
import { customerPrincipal } from "../access/principals.ts";
import { companyInSight } from "../access/rules.ts";
import type { PortalPreview } from "../contract/people.ts";
import type { TicketWithMessages } from "../contract/tickets.ts";
import type { Database, Db } from "../db/database.ts";
import { notFound } from "../errors.ts";
import { describePortal } from "./describe-portal.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import { readTicketList } from "../tickets/read-list.ts";
import { type LinkDeps, readerOf, readTicket } from "../tickets/read-ticket.ts";
import type { PageAsked } from "../tickets/read-page.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import { type CustomerRow, findCustomer } from "../customers/store.ts";

/** What a person sees of a list before they scroll. */
const shownTickets = 50;
const shownMessages = 50;

/** @throws Refusal 404 */
async function eyesOf(read: Db, id: string) {
  const [customer, account] = [await findCustomer(read, id), await findAccount(read, id)];
  const project = customer && (await findProject(read, customer.project_id));
  if (!customer || !account || !project) throw notFound();
  // Read-only: there is no session, so nothing can be done in their name.
  const who = customerPrincipal(account, project, { hash: "", expiresAt: 0 });
  return { customer, account, project, who, reader: readerOf(project, who) };
}

/** @throws Refusal 404, also for a ticket that this customer may not see; 400 as {@link readTicket} */
export async function readPreviewTicket(
  read: Db,
  deps: LinkDeps,
  id: string,
  ticketId: string,
  asked: PageAsked,
): Promise<TicketWithMessages> {
  const { reader } = await eyesOf(read, id);
  // The customer's own links would open a file as them.
  return readTicket(read, deps, reader, ticketId, { limit: shownMessages, ...asked }, staffLink);
}

/** @throws Refusal 404 */
export async function readPortalPreview(
  database: Pick<Database, "read" | "lists" | "engine">,
  id: string,
): Promise<PortalPreview> {
  const { read } = database;
  const { customer, account, project, who, reader } = await eyesOf(read, id);
  const list = async (scope: "mine" | "company") =>
    (await readTicketList(database, reader, { scope, limit: shownTickets })).items;
  return {
    portal: await describePortal(read, project, who),
    customer: accountView(account),
    permissions: explainPermissions({
      project: project.permissions,
      company: account.company?.permissions,
      customer: account.permissions,
    }),
    access: accessOf(project, customer),
    tickets: await list("mine"),
    companyTickets: companyInSight(who) === undefined ? null : await list("company"),
  };
}

/** The first thing that stands against signing in today. The site's own word lets people in without a proof of theirs. */
function accessOf(project: ProjectRow, customer: CustomerRow): PortalPreview["access"] {
  if (!project.enabled) return { canSignIn: false, reason: "portal_off" };
  if (customer.stopped_at !== null) return { canSignIn: false, reason: "stopped" };
  if (!mayHaveLogin(project, customer)) return { canSignIn: false, reason: "by_invitation" };
  const known = customer.proven_at !== null || customer.external_id !== null;
  return known ? { canSignIn: true, reason: "ok" } : { canSignIn: false, reason: "not_registered" };
}
