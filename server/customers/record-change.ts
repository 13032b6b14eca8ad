/** Customers in the audit trail. */
import { type Actor, record } from "../audit/store.ts";
import { companyChange } from "../companies/company-change.ts";
import type { AuditEntry } from "../contract/people.ts";
import type { Tx } from "../db/database.ts";
import { type CustomerRow, findCustomer } from "./store.ts";

export const subjectOf = ({ name, email, external_id }: Pick<CustomerRow, "name" | "email" | "external_id">): string =>
  `${name} (${email ?? external_id ?? ""})`;

/** @param changes as `changeCustomer` answers; with none there is nothing to record */
export async function recordChange(
  tx: Tx,
  who: Actor,
  before: CustomerRow,
  changes: AuditEntry["changes"],
  now: number,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  const named = {
    ...(changes["company"] && {
      company: await companyChange(tx.db, before.company_id, changes["company"][1] as string | null),
    }),
    ...(changes["sameAs"] && { sameAs: await otherName(tx, before) }),
  };
  const written = { projectId: before.project_id, subject: subjectOf(before), changes: { ...changes, ...named } };
  await record(tx, who, { action: "customer.changed", ...written }, now);
}

/** Staff said that it is another person; the question ends. */
async function otherName({ db }: Tx, { same_as_id }: CustomerRow): Promise<[before: string | null, after: null]> {
  const other = same_as_id === null ? undefined : await findCustomer(db, same_as_id);
  return [other ? subjectOf(other) : same_as_id, null];
}
