import { forgetNetworks } from "../access/familiar-networks.ts";
import type { StaffPrincipal } from "../access/principals.ts";
import { record } from "../audit/store.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { giveMails } from "../mail/store.ts";
import { releaseTickets } from "../ticket-holders/store.ts";
import { subjectOf } from "./record-change.ts";
import { endWaysIn } from "./end-ways-in.ts";
import { forgetMerges } from "./merge.ts";
import type { CustomerRow } from "./store.ts";

/**
 * The person goes, what was said stays: their tickets keep words, company and the name of who wrote, and belong to
 * nobody. They name no address any more either, or whoever proves it next would find a stranger's tickets there, and
 * no link to one of nobody's that they go on from opens them.
 */
export async function deleteCustomer(
  tx: Tx,
  deps: Pick<Deps, "sessions" | "secrets" | "now">,
  who: StaffPrincipal,
  customer: CustomerRow,
): Promise<void> {
  const { db } = tx;
  const { id, project_id: projectId } = customer;
  await endWaysIn(tx, deps, customer);
  await releaseTickets(tx, id, customer.name);
  await giveMails(tx, id, null);
  await db.updateTable("customers").set({ same_as_id: null }).where("same_as_id", "=", id).execute();
  await forgetMerges(tx, id);
  await db.deleteFrom("account_stops").where("customer_id", "=", id).execute();
  if (customer.email !== null) await forgetNetworks(tx, deps, { door: projectId, email: customer.email });
  await db.deleteFrom("customers").where("id", "=", id).execute();
  await record(tx, who, { action: "customer.deleted", projectId, subject: subjectOf(customer) }, deps.now());
  if (customer.company_id !== null) announceAccess(tx, projectId, "company", customer.company_id);
}
