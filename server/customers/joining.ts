/** Tickets sent without an account become a customer's. */
import { giveUnsentFiles } from "../attachments/store.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Db, Tx } from "../db/database.ts";
import { textList } from "../db/values.ts";
import type { Deps } from "../deps.ts";
import { giveToCustomer, type WhichTickets } from "../ticket-holders/store.ts";
import { endTracking } from "../tracking/links.ts";
import type { CustomerRow } from "./store.ts";

/** Somebody with a proven address. */
export type Joiner = Pick<CustomerRow, "id" | "project_id" | "company_id">;

/**
 * From now on these are this customer's alone: whoever held them as a visitor or by a link holds them no more.
 * @param which must leave out tickets that are some customer's already
 */
export async function joinTickets(tx: Tx, customer: Joiner, which: WhichTickets): Promise<void> {
  const { id, project_id: projectId, company_id: companyId } = customer;
  const given = await giveToCustomer(tx, customer, which);
  if (given.length === 0) return;
  // Once they are given: a link that is being made holds its ticket, and was waited for.
  await endTracking(tx, tx.db.selectFrom("tickets").select("id").where("id", "in", textList(tx.engine, given)));
  tx.emit({ projectId, type: "session.ended" });
  announceAccess(tx, projectId, "customer", id);
  if (companyId !== null) announceAccess(tx, projectId, "company", companyId);
}

/** That are nobody's else. */
const ofVisitor =
  (projectId: string, visitorId: string): WhichTickets =>
  (eb) =>
    eb.and([
      eb("tickets.visitor_id", "=", visitorId),
      eb("tickets.project_id", "=", projectId),
      eb("tickets.customer_id", "is", null),
    ]);

export async function countOfVisitor(db: Db, projectId: string, visitorId: string): Promise<number> {
  const tickets = db.selectFrom("tickets").select((eb) => eb.fn.countAll<number>().as("count"));
  const { count } = await tickets.where(ofVisitor(projectId, visitorId)).executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Gives a customer what their browser sent as a visitor. The visitor's sessions end first: a ticket that is being sent
 * at this moment either is there already and joins, or is refused and sent again by the customer.
 */
export async function joinVisitor(
  tx: Tx,
  { sessions }: Pick<Deps, "sessions">,
  customer: Joiner,
  visitorId: string,
): Promise<void> {
  await sessions.endAll(tx, "visitor", visitorId);
  tx.emit({ projectId: customer.project_id, type: "session.ended" });
  await joinTickets(tx, customer, ofVisitor(customer.project_id, visitorId));
  // Files chosen for a ticket that is still being written.
  await giveUnsentFiles(tx, `visitor:${visitorId}`, `customer:${customer.id}`);
}
