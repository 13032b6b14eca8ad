/** Which customer a signed token speaks of. The site's own id decides; an address only where the site has proven it. */
import { markProven } from "../customers/prove-address.ts";
import {
  createCustomer,
  type CustomerRow,
  findCustomer,
  lockCustomerByExternalId,
  lockCustomerByEmail,
  updateCustomer,
} from "../customers/store.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { ProjectRow } from "../projects/store.ts";
import { companyOfSite } from "./company-of-site.ts";
import type { Claims } from "./verify-token.ts";

/** What was found under the names that the token gives. */
interface Met {
  /** The proven address. */
  address: string | undefined;
  /** Whose address it is here. */
  owner: CustomerRow | undefined;
  /** Undefined: the token does not speak of companies. */
  companyId: string | null | undefined;
}

/** @returns the customer, as the site says that they are */
export async function signedPerson(
  tx: Tx,
  deps: Pick<Deps, "sessions" | "now">,
  project: ProjectRow,
  claims: Claims,
): Promise<CustomerRow> {
  const { db } = tx;
  // An address that the site has not proven is not even kept: anybody may type anybody's into a shop.
  const address = claims.isEmailVerified ? (claims.email ?? undefined) : undefined;
  const owner = address === undefined ? undefined : await lockCustomerByEmail(tx, project.id, address);
  const companyId = claims.company ? await companyOfSite(tx, project.id, claims.company, deps.now()) : claims.company;
  const met = { address, owner, companyId };
  const known = await lockCustomerByExternalId(tx, project.id, claims.sub);
  const found = known ?? (owner?.external_id === null ? owner : undefined);
  const id = found ? await update(tx, found, claims, met) : await make(tx, deps.now(), project.id, claims, met);
  const customer = (await findCustomer(db, id))!;
  if (address === undefined || customer.email !== address || customer.proven_at !== null) return customer;
  await markProven(tx, deps, customer, address);
  return (await findCustomer(db, id))!;
}

async function make(
  tx: Tx,
  now: number,
  projectId: string,
  { sub, name }: Claims,
  { address, owner, companyId }: Met,
): Promise<string> {
  const email = owner ? null : address;
  const values = { projectId, externalId: sub, name: name ?? email ?? sub, email, companyId };
  const id = await createCustomer(tx, { ...values, source: "identity" }, now);
  if (owner) await askStaff(tx, id, owner);
  return id;
}

/** What the site signs, holds; what it does not mention stays as it is. */
async function update(tx: Tx, found: CustomerRow, { sub, name }: Claims, met: Met): Promise<string> {
  const { id, project_id: projectId, proven_at: provenAt } = found;
  const { address, owner } = met;
  const companyId = met.companyId === undefined ? found.company_id : met.companyId;
  // A proven address stays: they sign in with it where the site is not, and changing it needs a proof by mail.
  const email = address !== undefined && provenAt === null && !owner ? address : found.email;
  const set = { external_id: sub, name: name ?? found.name, company_id: companyId, email };
  await updateCustomer(tx, id, set);
  // Whose tickets they may read changes with the company, while they look.
  if (companyId !== found.company_id) announceAccess(tx, projectId, "customer", id);
  // Two records of one person, from before the site could tell. An owner whom the site knows by another id is another.
  if (provenAt === null && owner && owner.id !== id && owner.external_id === null) await askStaff(tx, id, owner);
  return id;
}

/** One proven address, two records: only people can tell whether two share a mailbox or one has two accounts. */
const askStaff = (tx: Tx, id: string, { id: otherId }: CustomerRow): Promise<void> =>
  updateCustomer(tx, id, { same_as_id: otherId });
