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
 * The person goes, and their tickets stay, with their words, company and the name of the writer, belonging to nobody.
 * The tickets name no address any more, or the next person who proves that address would find a stranger's tickets. A
 * link to a ticket of nobody does not open the tickets that follow it.
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
