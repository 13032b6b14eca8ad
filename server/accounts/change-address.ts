import { record } from "../audit/store.ts";
import type { SignedIn } from "../contract/portal.ts";
import { endMailedWaysIn } from "../customers/links.ts";
import { markProven } from "../customers/prove-address.ts";
import { subjectOf } from "../customers/record-change.ts";
import { findCustomerByEmail, lockCustomer, updateCustomer } from "../customers/store.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { endTokens } from "../access/ended-tokens.ts";
import { endLinksOf } from "../tracking/links.ts";
import { openSession } from "./sign-in.ts";
import { tellOwner } from "./tell-owner.ts";

/**
 * Changes an address once the code has come back from the new mailbox. The code counts only beside the token of the
 * person who asked for the change. Otherwise somebody could be talked into typing a code that gives their mailbox to
 * another's account.
 */
export async function changeAddress(
  tx: Tx,
  deps: Pick<Deps, "sessions" | "secrets" | "now" | "publicUrl">,
  c: PortalContext,
  customerId: string,
  email: string,
): Promise<SignedIn | Refusal> {
  const who = c.get("who");
  const customer = await lockCustomer(tx, customerId);
  if (who.kind !== "customer" || who.id !== customerId || !customer) return new Refusal(401, "code_wrong");
  // The customer was signed out after the door had let them in.
  if (!(await deps.sessions.hold(tx, who.session.hash))) return new Refusal(401, "unauthenticated");
  const { project_id: projectId, email: before } = customer;
  const holder = await findCustomerByEmail(tx.db, projectId, email);
  // Refused only now: before the proof, the refusal would tell which addresses are known.
  if (holder && holder.id !== customerId) return new Refusal(409, "fields_invalid", { fields: { email: "taken" } });
  await updateCustomer(tx, customerId, { email });
  if (customer.proven_at === null) await markProven(tx, deps, customer, email);
  await tellOwner(tx, deps, c.get("project"), customer, "address");
  const note = { action: "customer.address_changed", projectId, subject: subjectOf(customer) } as const;
  const changes = { email: [before, email] as [unknown, unknown] };
  await record(tx, { kind: "customer", id: customerId, name: customer.name }, { ...note, changes }, deps.now());
  for (const address of [before, email]) if (address !== null) await endMailedWaysIn(tx, projectId, address);
  await endTokens(tx, { userId: customerId, kept: who.session.hash });
  await deps.sessions.endAll(tx, "customer", customerId);
  await endLinksOf(tx, customerId);
  tx.emit({ projectId, type: "session.ended" });
  announceAccess(tx, projectId, "customer", customerId);
  return openSession(tx, deps, c, customerId);
}
