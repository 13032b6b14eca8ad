/** A customer whose account was stopped by a link in a mail is let in again, by staff who have asked them. */
import type { StaffPrincipal } from "../access/principals.ts";
import { record } from "../audit/store.ts";
import type { CustomerProfile } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { changeCustomer } from "./change-customer.ts";
import { subjectOf } from "./record-change.ts";
import { type CustomerRow, findCustomer, updateCustomer } from "./store.ts";

/**
 * @param email the address that the account goes back to. It has to be proven anew. Links in mails to the other
 * address, whose holder may be the reason for the stop, cannot stop the account again
 */
export async function letIn(
  tx: Tx,
  deps: Pick<Deps, "sessions" | "now">,
  who: StaffPrincipal,
  customer: CustomerRow,
  email: string | undefined,
): Promise<void> {
  const { id, project_id: projectId } = customer;
  if (customer.stopped_at === null) return;
  const changes = email === undefined ? {} : await changeCustomer(tx, deps, customer, { email });
  await updateCustomer(tx, id, { stopped_at: null });
  const left = changes["email"] ? customer.email : null;
  await tx.db
    .deleteFrom("account_stops")
    .where("customer_id", "=", id)
    .where((eb) => eb.or([eb("used_at", "is not", null), eb("email", "=", left)]))
    .execute();
  const subject = subjectOf((await findCustomer(tx.db, id))!);
  await record(tx, who, { action: "customer.let_in", projectId, subject, changes }, deps.now());
}

/** Since when an account is stopped, and the addresses that asked for it and are not the account's any more. */
export async function stoppedView(db: Db, { id, stopped_at, email }: CustomerRow): Promise<CustomerProfile["stopped"]> {
  if (stopped_at === null) return null;
  const rows = await db
    .selectFrom("account_stops")
    .select("email")
    .distinct()
    .where("customer_id", "=", id)
    .where("used_at", "is not", null)
    .execute();
  const formerEmails = rows.map((row) => row.email).filter((other) => other !== email);
  return { at: new Date(stopped_at).toISOString(), formerEmails };
}
