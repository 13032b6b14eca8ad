/** Changing what is known of a customer, by staff, a program or an import; what follows from it in the same transaction. */
import { readChoices, withChoices } from "../access/permission-choices.ts";
import { changesBetween } from "../audit/store.ts";
import { findCompany } from "../companies/store.ts";
import type { AuditEntry, CustomerPatch } from "../contract/people.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { refuseField } from "../errors.ts";
import { endWaysIn } from "./end-ways-in.ts";
import { type CustomerRow, findCustomerByEmail, findCustomerByExternalId, updateCustomer } from "./store.ts";
import { addressKey } from "../mail-address.ts";

/** @throws Refusal 400 where the company is not one of the project's */
export async function checkCompany({ db }: Tx, projectId: string, company: string | null | undefined): Promise<void> {
  if (company === undefined || company === null) return;
  if ((await findCompany(db, company))?.project_id !== projectId) refuseField("company", "not_allowed");
}

/** @throws Refusal 400 `taken` where the address or the external id is another customer's */
export async function checkTaken({ db }: Tx, { id, project_id }: CustomerRow, patch: CustomerPatch): Promise<void> {
  const { email, externalId } = patch;
  const byEmail = email === undefined ? undefined : await findCustomerByEmail(db, project_id, email);
  if (byEmail && byEmail.id !== id) refuseField("email", "taken");
  const byId = typeof externalId === "string" ? await findCustomerByExternalId(db, project_id, externalId) : undefined;
  if (byId && byId.id !== id) refuseField("externalId", "taken");
}

/**
 * Changes what is known of a customer. Another address is an unproven one: people who came in by the old address go
 * out, and mailed links and codes there open nothing any more. Another external id is another person to the site, so
 * its sessions end as well.
 * @returns what changed, for the audit trail; empty where everything was so already
 */
export async function changeCustomer(
  tx: Tx,
  deps: Pick<Deps, "sessions">,
  before: CustomerRow,
  patch: CustomerPatch,
): Promise<AuditEntry["changes"]> {
  const { id, project_id: projectId } = before;
  await checkTaken(tx, before, patch);
  await checkCompany(tx, projectId, patch.company);
  const permissions = readChoices(before.permissions);
  const was = {
    name: before.name,
    email: before.email,
    externalId: before.external_id,
    company: before.company_id,
    locale: before.locale,
    permissions,
    sameAs: before.same_as_id,
  };
  const after = {
    ...patch,
    ...(patch.email !== undefined && { email: addressKey(patch.email) }),
    ...(patch.permissions && { permissions: withChoices(permissions, patch.permissions) }),
  };
  const changes = changesBetween(was, after as Partial<typeof was>);
  if (Object.keys(changes).length === 0) return changes;

  const set = {
    ...(changes["name"] && { name: after.name }),
    ...(changes["externalId"] && { external_id: after.externalId }),
    ...(changes["company"] && { company_id: after.company }),
    ...(changes["locale"] && { locale: after.locale }),
    ...(changes["permissions"] && { permissions: JSON.stringify(after.permissions) }),
    ...(changes["sameAs"] && { same_as_id: null }),
    ...(changes["email"] && { email: after.email, ...unproven }),
  };
  await updateCustomer(tx, id, set);
  if ((changes["email"] && before.email !== null) || (changes["externalId"] && before.external_id !== null)) {
    await endWaysIn(tx, deps, before);
  }
  announceAccess(tx, projectId, "customer", id);
  return changes;
}

/** What was known of the old address says nothing of the new one. */
const unproven = { proven_at: null, password_hash: null, invited_at: null, opened_at: null, welcomed_at: null };
