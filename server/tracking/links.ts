/** Links that open one ticket on any device, without an account. Whoever has the link reads and replies. */
import type { Selectable, SelectQueryBuilder } from "kysely";
import { endSessionsOfTickets } from "../access/session-rows.ts";
import { hashSecret, newSecret } from "../access/tokens.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Schema, TicketsTable, TrackingLinksTable } from "../db/schema.ts";

export const endsAfterClosingMs = 90 * 24 * 3_600_000;

/** Of a ticket's mails, so many open it: whoever looks for an older one has the newer ones above it. */
const maxMailed = 10;

/** One that somebody asks for. @returns the secret, shown this once; all other links of the ticket end with it */
export async function createTrackingLink({ db }: Tx, ticketId: string, now: number): Promise<string> {
  await db.deleteFrom("tracking_links").where("ticket_id", "=", ticketId).execute();
  return insertLink(db, { ticket_id: ticketId, created_at: now, mailed: 0 });
}

/** One that goes out in a mail, beside those in the mails before it. @returns the secret, shown this once */
export async function createMailedLink({ db }: Tx, ticketId: string, now: number): Promise<string> {
  const secret = await insertLink(db, { ticket_id: ticketId, created_at: now, mailed: 1 });
  const mailed = db.selectFrom("tracking_links").select("hash").where("ticket_id", "=", ticketId);
  const newest = await mailed.where("mailed", "=", 1).orderBy("created_at", "desc").limit(maxMailed).execute();
  await db
    .deleteFrom("tracking_links")
    .where("ticket_id", "=", ticketId)
    .where("mailed", "=", 1)
    .where("hash", "not in", [hashSecret(secret), ...newest.map(({ hash }) => hash)])
    .execute();
  return secret;
}

/** Those that went out by mail: the address was not its writer's. */
export async function endMailedLinks({ db }: Tx, ticketId: string): Promise<void> {
  await db.deleteFrom("tracking_links").where("ticket_id", "=", ticketId).where("mailed", "=", 1).execute();
}

async function insertLink(db: Db, row: Omit<Selectable<TrackingLinksTable>, "hash">): Promise<string> {
  const secret = newSecret();
  await db
    .insertInto("tracking_links")
    .values({ ...row, hash: hashSecret(secret) })
    .execute();
  return secret;
}

/** Secrets stand in the fragment, which no browser sends to a server or writes into a log of one. */
export const trackingUrl = (publicUrl: string, project: { key: string }, secret: string): string =>
  `${publicUrl}/p/${project.key}#ticket=${secret}`;

/** @returns the ticket's id, undefined for a link that is unknown, replaced or over */
export async function openTrackingLink(
  db: Db,
  projectId: string,
  secret: string,
  now: number,
): Promise<string | undefined> {
  const [row] = await linkOf(db, secret).execute();
  return livingTicket(row, projectId, now);
}

/** The same; the link then stays until the transaction ends, or a session that hangs on it would outlive it. */
export async function holdTrackingLink(
  { db, engine }: Tx,
  projectId: string,
  secret: string,
  now: number,
): Promise<string | undefined> {
  const link = linkOf(db, secret);
  const [row] = await (engine === "postgres" ? link.forShare("tracking_links") : link).execute();
  return livingTicket(row, projectId, now);
}

const linkOf = (db: Db, secret: string) =>
  db
    .selectFrom("tracking_links")
    .innerJoin("tickets", "tickets.id", "tracking_links.ticket_id")
    .select(["tickets.id", "tickets.project_id", "tickets.closed_at"])
    .where("tracking_links.hash", "=", hashSecret(secret));

type Linked = Pick<Selectable<TicketsTable>, "id" | "project_id" | "closed_at">;

function livingTicket(row: Linked | undefined, projectId: string, now: number): string | undefined {
  if (!row || row.project_id !== projectId) return undefined;
  return row.closed_at !== null && now - row.closed_at > endsAfterClosingMs ? undefined : row.id;
}

/**
 * Ends the links that a customer made. A link opens as much as a session, and a thief's link would outlive the session.
 */
export const endLinksOf = (tx: Tx, customerId: string): Promise<void> =>
  endTracking(tx, tx.db.selectFrom("tickets").select("id").where("customer_id", "=", customerId));

/** Ends the links of these tickets, and the sessions that were opened by them. @param tickets a query of ids */
export async function endTracking(
  tx: Tx,
  tickets: SelectQueryBuilder<Schema, "tickets", { id: string }>,
): Promise<void> {
  await tx.db.deleteFrom("tracking_links").where("ticket_id", "in", tickets).execute();
  await endSessionsOfTickets(tx, tickets);
}
