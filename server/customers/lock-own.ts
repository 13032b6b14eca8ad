import type { CustomerPrincipal } from "../access/principals.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { type CustomerRow, lockCustomer } from "./store.ts";

/**
 * The account of the person who asks, kept until the transaction ends.
 * @throws Refusal 401 where it is gone, or they were signed out while they proved something or made a password
 */
export async function lockOwn(
  tx: Tx,
  { sessions }: Pick<Deps, "sessions">,
  { id, session }: CustomerPrincipal,
): Promise<CustomerRow> {
  const customer = await lockCustomer(tx, id);
  if (!customer) throw new Refusal(401, "unauthenticated");
  await sessions.require(tx, session.hash);
  return customer;
}
