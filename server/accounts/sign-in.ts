/** What every way of signing in ends with. */
import { accountView, findAccount } from "../access/account.ts";
import { rememberNetwork } from "../access/familiar-networks.ts";
import type { PortalCustomer, SignedIn } from "../contract/portal.ts";
import { hasPassword, lockCustomer } from "../customers/store.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { holdProject } from "../projects/store.ts";
import { beside } from "./this-browser.ts";

/** A customer as they see themselves. */
export async function ownView(db: Db, id: string): Promise<PortalCustomer> {
  const account = await findAccount(db, id);
  if (!account) throw notFound();
  return { ...accountView(account), hasPassword: await hasPassword(db, id) };
}

/**
 * The session belongs to the project and to the site whose page asked for it. What this browser sent before and has not
 * joined stays with its visitor's token, and the session remembers to ask about it.
 */
export async function openSession(
  tx: Tx,
  deps: Pick<Deps, "sessions" | "secrets" | "now">,
  c: PortalContext,
  customerId: string,
): Promise<SignedIn> {
  const { sessions } = deps;
  // The account was stopped during the proof. That ended every session, and this session must not come after.
  const customer = await lockCustomer(tx, customerId);
  if (!customer || customer.stopped_at !== null) throw new Refusal(403, "account_stopped");
  const { id: projectId } = c.get("project");
  await holdProject(tx, projectId);
  if (customer.email) await rememberNetwork(tx, deps, { door: projectId, email: customer.email }, c.get("network"));
  const { visitorId, fromBrowser } = await beside(tx, { sessions }, c.get("who"), customer);
  const owner = { userId: customerId, projectId, origin: c.req.header("Origin"), visitorId };
  return {
    token: await sessions.create(tx, "customer", owner),
    customer: await ownView(tx.db, customerId),
    ...(fromBrowser !== undefined && { fromBrowser }),
  };
}

/**
 * What is typed on a site's page can be read by every script there: that is the project's decision.
 * @throws Refusal 403
 */
export function requirePasswordHere({ publicUrl }: Pick<Deps, "publicUrl">, c: PortalContext): void {
  const ownOrigin = new URL(publicUrl).origin;
  const isOurs = (c.req.header("Origin") ?? ownOrigin) === ownOrigin;
  if (!isOurs && !c.get("project").passwordInWidget) throw new Refusal(403, "not_permitted");
}
