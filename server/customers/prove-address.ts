/** What happens when somebody has shown that an address is theirs: by a mailed code or link, or by their own site's word. */
import type { CustomerSource } from "../contract/people.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { ProjectRow } from "../projects/store.ts";
import { showToCompany } from "../ticket-holders/store.ts";
import { endLinksOf } from "../tracking/links.ts";
import { joinVisitor } from "./joining.ts";
import { endMailedWaysIn } from "./links.ts";
import { createCustomer, type CustomerRow, findCustomer, lockCustomerByEmail, updateCustomer } from "./store.ts";

type ProofDeps = Pick<Deps, "sessions" | "now">;

export interface Proof {
  project: Pick<ProjectRow, "id">;
  email: string;
  /** Of somebody who is no customer yet, or one without a name. */
  name?: string | undefined;
  locale?: string | null | undefined;
  /** The visitor of the browser that asked for this proof: what was done there joins. */
  visitorId?: string | undefined;
  /** Of a customer that is made now. */
  source: CustomerSource;
}

/** @returns the id of the customer whose address this is; made now where there was none */
export async function proveAddress(tx: Tx, deps: ProofDeps, proof: Proof): Promise<string> {
  const found = await lockCustomerByEmail(tx, proof.project.id, proof.email);
  const customer = found ?? (await makeCustomer(tx, deps, proof));
  if (customer.proven_at === null) await markProven(tx, deps, customer, proof.email);
  await completeCustomer(tx, customer, proof);
  if (proof.visitorId !== undefined) await joinVisitor(tx, deps, customer, proof.visitorId);
  return customer.id;
}

async function makeCustomer(tx: Tx, { now }: ProofDeps, proof: Proof): Promise<CustomerRow> {
  const { project, email, source, locale, visitorId } = proof;
  const name = proof.name?.trim() || (visitorId !== undefined && (await nameOfVisitor(tx, visitorId)));
  const values = { projectId: project.id, name: name || email.split("@")[0]!, email, source, locale };
  const id = await createCustomer(tx, values, now());
  return (await findCustomer(tx.db, id))!;
}

/** What they called themselves when they last wrote from this browser. */
async function nameOfVisitor({ db }: Tx, visitorId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("tickets")
    .select("author_name")
    .where("visitor_id", "=", visitorId)
    .where("author_name", "!=", "")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.author_name;
}

/** Fills what is empty; what is known is changed by its owner or by staff. */
const completeCustomer = (tx: Tx, customer: CustomerRow, { name, locale }: Proof): Promise<void> =>
  updateCustomer(tx, customer.id, {
    ...(customer.name === "" && name && { name }),
    ...(customer.locale === null && locale && { locale }),
  });

/**
 * Notes the first proof of an address. Passwords, sessions and links that were set up for this address before are worth
 * nothing from now on, whoever set them up. Tickets from before the proof come in sight of the company only now.
 */
export async function markProven(tx: Tx, deps: ProofDeps, customer: CustomerRow, email: string): Promise<void> {
  const { id, project_id: projectId, company_id: companyId } = customer;
  await deps.sessions.endAll(tx, "customer", id);
  await endMailedWaysIn(tx, projectId, email);
  await endLinksOf(tx, id);
  await updateCustomer(tx, id, { proven_at: deps.now(), password_hash: null });
  tx.emit({ projectId, type: "session.ended" });
  announceAccess(tx, projectId, "customer", id);
  if (companyId === null) return;
  await showToCompany(tx, id, companyId);
  announceAccess(tx, projectId, "company", companyId);
}
