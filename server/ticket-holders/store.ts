/**
 * Whose a ticket is, changed from rooms below `tickets/`: when somebody signs in, is merged, leaves a company or goes.
 * Streams and links that hang on it are the caller's to end.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { reindexAtEnd } from "../db/ticket-documents.ts";
import { textList } from "../db/values.ts";

export type WhichTickets = (eb: ExpressionBuilder<Schema, "tickets">) => ExpressionWrapper<Schema, "tickets", SqlBool>;

export interface TicketHolder {
  id: string;
  company_id: string | null;
}

/** From now on these are this customer's alone. @returns their ids */
export async function giveToCustomer(tx: Tx, customer: TicketHolder, which: WhichTickets): Promise<string[]> {
  const given = await tx.db
    .updateTable("tickets")
    .set({ customer_id: customer.id, visitor_id: null, company_id: customer.company_id })
    .where(which)
    .returning("id")
    .execute();
  await reindexAll(tx, given);
  return ids(given);
}

interface Given {
  tickets: string[];
  messages: string[];
}

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** All that one customer holds and wrote becomes another's. @returns what it was, to be given back by */
export async function giveAllTo(tx: Tx, from: string, into: string): Promise<Given> {
  const { db } = tx;
  const tickets = db.updateTable("tickets").set({ customer_id: into }).where("customer_id", "=", from);
  const messages = db.updateTable("messages").set({ author_id: into }).where("author_id", "=", from);
  const given = await tickets.returning("id").execute();
  await reindexAll(tx, given);
  return {
    tickets: ids(given),
    messages: ids(await messages.where("author_kind", "=", "customer").returning("id").execute()),
  };
}

/** Only what is still where it was given to. */
export async function giveBack(tx: Tx, given: Given, from: string, into: string): Promise<void> {
  const { db, engine } = tx;
  const tickets = db.updateTable("tickets").set({ customer_id: into }).where("customer_id", "=", from);
  await reindexAll(tx, await tickets.where("id", "in", textList(engine, given.tickets)).returning("id").execute());
  const messages = db.updateTable("messages").set({ author_id: into }).where("author_id", "=", from);
  await messages.where("id", "in", textList(engine, given.messages)).execute();
}

/**
 * Tickets of somebody who goes: nobody's, under the name that they had. They name no address any more either, and what
 * staff have begun to write to them goes to nobody.
 */
export async function releaseTickets(tx: Tx, customerId: string, name: string): Promise<void> {
  const { db } = tx;
  const held = db.selectFrom("tickets").select("id").where("customer_id", "=", customerId);
  await db.deleteFrom("staff_drafts").where("ticket_id", "in", held).execute();
  const theirs = db.updateTable("tickets").where("customer_id", "=", customerId);
  await theirs.where("author_name", "=", "").set({ author_name: name }).execute();
  const nobodys = { customer_id: null, visitor_id: null, claimed_email: null, follows_path: null };
  await reindexAll(tx, await theirs.set(nobodys).returning("id").execute());
}

/** A customer's tickets that no company sees come in sight of theirs. */
export async function showToCompany(tx: Tx, customerId: string, companyId: string): Promise<void> {
  const shown = await tx.db
    .updateTable("tickets")
    .set({ company_id: companyId })
    .where("customer_id", "=", customerId)
    .where("company_id", "is", null)
    .returning("id")
    .execute();
  await reindexAll(tx, shown);
}

/** Their documents say whose they are. */
async function reindexAll(tx: Tx, tickets: readonly { id: string }[]): Promise<void> {
  for (const { id } of tickets) await reindexAtEnd(tx, id);
}

/** No company sees its tickets any more. Their documents go on naming it, which nobody belongs to. */
export async function leaveCompany({ db }: Tx, companyId: string): Promise<void> {
  await db.updateTable("tickets").set({ company_id: null }).where("company_id", "=", companyId).execute();
}
