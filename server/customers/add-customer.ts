/** A new customer by staff, or, from a program, the same one again. */
import { refuseField } from "../errors.ts";
import { withChoices } from "../access/permission-choices.ts";
import type { KeyPrincipal, StaffPrincipal } from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import { record } from "../audit/store.ts";
import type { NewCustomer } from "../contract/people.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import { changeCustomer, checkCompany, checkTaken } from "./change-customer.ts";
import { type InvitationDeps, queueWelcome } from "./invitations.ts";
import { recordChange, subjectOf } from "./record-change.ts";
import {
  createCustomer,
  type CustomerRow,
  findCustomerByEmail,
  findCustomerByExternalId,
  lockCustomer,
} from "./store.ts";

/**
 * A program that sends an address or external id again means the same customer, who stays as they are: what a shop has
 * may be older than what staff know by now. Only where it says so is the customer changed by what was sent. To staff, who
 * type, that is somebody they did not think of: `taken` tells them.
 */
export async function addCustomer(
  tx: Tx,
  deps: InvitationDeps & Pick<Deps, "sessions">,
  who: StaffPrincipal | KeyPrincipal,
  input: NewCustomer,
): Promise<{ id: string; isNew: boolean }> {
  const { project: projectId, sendWelcome = false, ifKnown = "keep", ...values } = input;
  const project = await findProject(tx.db, projectId);
  if (!project || !reaches(who, projectId)) return refuseField("project", "not_allowed");
  const known = await findKnown(tx, projectId, values);
  if (known && who.kind === "staff") {
    return refuseField(known.email === values.email ? "email" : "externalId", "taken");
  }
  let id = known?.id;
  if (known && ifKnown === "keep") {
    await checkTaken(tx, known, values);
  } else if (known) {
    await recordChange(tx, who, known, await changeCustomer(tx, deps, known, values), deps.now());
  } else {
    await checkCompany(tx, projectId, values.company);
    const { company: companyId, permissions = {}, ...rest } = values;
    const source = who.kind === "key" ? "api" : "staff";
    const made = { ...rest, companyId, permissions: withChoices({}, permissions), projectId, source } as const;
    id = await createCustomer(tx, made, deps.now());
  }
  // Locked, so that of two who send the same at once the second sees that the welcome went out.
  const customer = (await lockCustomer(tx, id!))!;
  if (!known)
    await record(tx, who, { action: "customer.created", projectId, subject: subjectOf(customer) }, deps.now());
  if (sendWelcome) await welcome(tx, deps, project, customer);
  return { id: customer.id, isNew: !known };
}

async function findKnown(
  { db }: Tx,
  projectId: string,
  { email, externalId }: Pick<NewCustomer, "email" | "externalId">,
) {
  const byId = externalId === undefined ? undefined : await findCustomerByExternalId(db, projectId, externalId);
  // The id first: an address may change, the id that a system gives to a person does not.
  if (byId || email === undefined) return byId;
  return findCustomerByEmail(db, projectId, email);
}

/**
 * Mails a welcome where staff ticked it. A tick that can do nothing is refused instead of forgotten. An address is
 * welcomed once: a program that sends the same customer again would otherwise mail them again, and end the link that
 * they were about to open.
 */
async function welcome(tx: Tx, deps: InvitationDeps, project: ProjectRow, customer: CustomerRow): Promise<void> {
  const possible = project.enabled && project.notifications && customer.email !== null;
  if (!possible) refuseField("sendWelcome", "not_allowed");
  if (customer.welcomed_at === null) await queueWelcome(tx, deps, project, customer);
}
