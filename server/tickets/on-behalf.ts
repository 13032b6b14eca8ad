/** Tickets that staff make in a customer's name, as after a call. */
import { type InvitationDeps, queueWelcome } from "../customers/invitations.ts";
import { type CustomerRow, lockCustomer } from "../customers/store.ts";
import type { NewStaffTicket } from "../contract/staff.ts";
import type { Tx } from "../db/database.ts";
import { refuseField } from "../errors.ts";
import type { ProjectRow } from "../projects/store.ts";

/** @throws Refusal 400 where it is no customer of the project, or name and address say something else beside them */
export async function customerNamed(
  tx: Tx,
  project: ProjectRow,
  { customer: id, name, email }: Pick<NewStaffTicket, "customer" | "name" | "email">,
): Promise<CustomerRow | undefined> {
  if (id === undefined) return undefined;
  if (name !== undefined) refuseField("name", "not_allowed");
  if (email !== undefined) refuseField("email", "not_allowed");
  // Nobody deletes or merges them until the ticket is there.
  const customer = await lockCustomer(tx, id);
  return customer?.project_id === project.id ? customer : refuseField("customer", "not_allowed");
}

/** Whose the ticket is. The company comes in sight of it only with a proven address, as with every ticket. */
export const onBehalfOf = (customer: CustomerRow | undefined) => ({
  customerId: customer?.id ?? null,
  visitorId: null,
  companyId: customer && customer.proven_at !== null ? customer.company_id : null,
});

/** What is written on the ticket of who it is for. */
export const wordsOf = (customer: CustomerRow | undefined): { name?: string; locale?: string } => ({
  ...(customer && { name: customer.name }),
  ...(customer && customer.locale !== null && { locale: customer.locale }),
});

/** The way to a login, once: at the first ticket, or the next one after notifications were turned on. */
export async function welcomeAtTicket(
  tx: Tx,
  deps: InvitationDeps,
  project: ProjectRow,
  customer: CustomerRow | undefined,
): Promise<void> {
  if (customer?.welcomed_at === null) await queueWelcome(tx, deps, project, customer);
}
