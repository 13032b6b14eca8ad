/** Everything that staff see of one customer. */
import { overridesView, readChoices } from "../access/permission-choices.ts";
import { explainPermissions } from "../access/permissions.ts";
import { findCompany } from "../companies/store.ts";
import type { CustomerProfile } from "../contract/people.ts";
import type { Db } from "../db/database.ts";
import { notFound } from "../errors.ts";
import { findProject } from "../projects/store.ts";
import { stoppedView } from "./let-in.ts";
import { listMerges } from "./merge.ts";
import { type CustomerRecord, customerView, findCustomerRecord } from "./query.ts";
import { findCustomer } from "./store.ts";

/** @throws Refusal 404 */
export async function requireCustomer(db: Db, id: string): Promise<CustomerRecord> {
  const record = await findCustomerRecord(db, id);
  if (!record) throw notFound();
  return record;
}

export async function readProfile(db: Db, id: string): Promise<CustomerProfile> {
  const row = await requireCustomer(db, id);
  const project = await findProject(db, row.project_id);
  const company = row.company_id === null ? undefined : await findCompany(db, row.company_id);
  const permissions = readChoices(row.permissions);
  const { ticketCount } = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.countAll<number>().as("ticketCount"))
    .where("customer_id", "=", id)
    .executeTakeFirstOrThrow();
  const other = row.same_as_id === null ? undefined : await findCustomer(db, row.same_as_id);
  return {
    ...customerView(row),
    permissions: overridesView(permissions),
    effective: explainPermissions({
      project: project?.permissions ?? {},
      company: company && readChoices(company.permissions),
      customer: permissions,
    }),
    ticketCount: Number(ticketCount),
    sameAs: other ? { id: other.id, name: other.name, email: other.email } : null,
    formerEmail: row.former_email,
    stopped: await stoppedView(db, row),
    merges: await listMerges(db, id),
  };
}
