/**
 * Changes of staff that customers do not see yet. They lie in a table of their own, and the message is made when one takes
 * effect (`take-effect.ts`): what customers read knows nothing of them, so none of it has to leave them out.
 */
import type { Selectable } from "kysely";
import { newId } from "../access/tokens.ts";
import { principalKey, type StaffPrincipal } from "../access/principals.ts";
import { inReach } from "../access/reach.ts";
import { keepFor } from "../attachments/store.ts";
import type { TicketStatus } from "../contract/tickets.ts";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { PendingChangesTable } from "../db/schema-pending.ts";
import { addJob } from "../jobs/store.ts";
import { afterLateAnswer, afterStaffReply } from "./status.ts";
import type { IdempotencyUse, TicketRow } from "./store.ts";

export type PendingRow = Selectable<PendingChangesTable>;

/** A status that somebody chose, and the change it was chosen with. */
export interface ChoiceMade {
  id: string;
  status: TicketStatus;
}

export interface NewChange {
  body?: string;
  attachments?: string[] | undefined;
  status?: TicketStatus | undefined;
  replaces?: readonly ChoiceMade[];
  use?: IdempotencyUse;
}

/**
 * It takes effect after every answer that waits already, whoever has the shorter time: what was said later is read later.
 * @returns its id, which the message will have. @throws Refusal 422 where a file of it is not there
 */
export async function addChange(
  tx: Tx,
  who: StaffPrincipal,
  ticket: TicketRow,
  { body, attachments = [], status, replaces = [], use }: NewChange,
  delayMs: number,
  now: number,
): Promise<string> {
  const id = newId();
  const open = await openChanges(tx.db, ticket.id);
  const answers = open.filter((change) => change.body !== null);
  const effectiveAt = Math.max(now + delayMs, ...answers.map((change) => change.effective_at));
  await tx.db
    .insertInto("pending_changes")
    .values({
      id,
      ticket_id: ticket.id,
      project_id: ticket.project_id,
      position: Math.max(0, ...open.map((change) => change.position)) + 1,
      author_id: who.id,
      author_name: who.name,
      body: body ?? null,
      attachments: JSON.stringify([...new Set(attachments)]),
      status: status ?? null,
      replaces: JSON.stringify(replaces),
      customer_seq: ticket.last_customer_seq,
      idempotency_key: use?.key ?? null,
      body_hash: use?.hash ?? null,
      created_at: now,
      effective_at: effectiveAt,
    })
    .execute();
  await keepFor(tx, attachments, principalKey(who), id);
  await addJob(tx, "staff-change", { ticketId: ticket.id }, effectiveAt);
  tellStaff(tx, ticket);
  return id;
}

/**
 * That what customers do not see yet has changed: an event that no portal is told of. Whom it concerns keeps it from them
 * on processes of an earlier release as well, which do not know its type and would pass it on.
 */
export function tellStaff(tx: Tx, { id, project_id: projectId }: Pick<TicketRow, "id" | "project_id">): void {
  tx.emit({ projectId, type: "ticket.pending", ticketId: id, concerns: "staff" });
}

const openOfTicket = prepared((db, arg: { ticketId: string }) =>
  db.selectFrom("pending_changes").selectAll().where("ticket_id", "=", arg.ticketId).where("undone_at", "is", null),
);

/** Here: of the few there are, a database would make a table of its own to put them in order. */
const inOrder = (rows: PendingRow[]): PendingRow[] =>
  rows.toSorted((one, other) => one.effective_at - other.effective_at || one.position - other.position);

/** In the order in which they take effect. */
export const openChanges = async (db: Db, ticketId: string): Promise<PendingRow[]> =>
  inOrder(await openOfTicket(db, { ticketId }));

/** The same of some tickets, by their id. */
export async function openChangesOf(db: Db, ticketIds: readonly string[]): Promise<Map<string, PendingRow[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("pending_changes")
    .selectAll()
    .where("ticket_id", "in", ticketIds)
    .where("undone_at", "is", null)
    .execute();
  return Map.groupBy(inOrder(rows), ({ ticket_id }) => ticket_id);
}

/** Ids of the tickets on which they can take something back. */
export async function ticketsWaitingFor(db: Db, who: Pick<StaffPrincipal, "id" | "projects">): Promise<string[]> {
  const query = db.selectFrom("pending_changes").select("ticket_id").distinct().where("undone_at", "is", null);
  const theirs = query.where("author_id", "=", who.id).where((eb) => inReach(who, eb, "project_id"));
  return (await theirs.execute()).map(({ ticket_id }) => ticket_id);
}

const byKey = prepared((db, { projectId, key }: { projectId: string; key: string }) =>
  db.selectFrom("pending_changes").selectAll().where("project_id", "=", projectId).where("idempotency_key", "=", key),
);

/** Undone ones too. */
export const findChangeByKey = async (db: Db, projectId: string, key: string): Promise<PendingRow | undefined> =>
  (await byKey(db, { projectId, key }))[0];

export const findChange = (db: Db, id: string): Promise<PendingRow | undefined> =>
  db.selectFrom("pending_changes").selectAll().where("id", "=", id).executeTakeFirst();

/** The ticket is locked: whoever takes it into effect waits, and then finds it undone. */
export async function markUndone({ db }: Tx, ids: readonly string[], now: number): Promise<void> {
  if (ids.length > 0) await db.updateTable("pending_changes").set({ undone_at: now }).where("id", "in", ids).execute();
}

/** An answer whose author has chosen another status since moves it as answers do; null: without one of its own. */
export async function sendWith({ db }: Tx, id: string, status: TicketStatus | null): Promise<void> {
  await db.updateTable("pending_changes").set({ status }).where("id", "=", id).execute();
}

/** A choice that had made way waits again, or takes effect at once where its time is over. */
export async function takeUpAgain(tx: Tx, change: PendingRow): Promise<void> {
  await tx.db.updateTable("pending_changes").set({ undone_at: null }).where("id", "=", change.id).execute();
  await addJob(tx, "staff-change", { ticketId: change.ticket_id }, change.effective_at);
}

/**
 * A status is set at once: those that wait have no say in it any more.
 * @param before a position: only those that were made before it
 */
export async function overtake(tx: Tx, ticket: Pick<TicketRow, "id" | "project_id">, before?: number): Promise<void> {
  const overtaken = await tx.db
    .updateTable("pending_changes")
    .set({ overtaken: 1 })
    .where("ticket_id", "=", ticket.id)
    .where("undone_at", "is", null)
    .where("overtaken", "=", 0)
    .$if(before !== undefined, (query) => query.where("position", "<", before!))
    .returning("id")
    .execute();
  if (overtaken.length > 0) tellStaff(tx, ticket);
}

/** The customer has written since it was made. */
export const isBefore = (change: PendingRow, { last_customer_seq }: Pick<TicketRow, "last_customer_seq">): boolean =>
  last_customer_seq > change.customer_seq;

/** Somebody has had the last word on the status since it was made. */
export const isLate = (change: PendingRow, ticket: Pick<TicketRow, "last_customer_seq">): boolean =>
  change.overtaken === 1 || isBefore(change, ticket);

/** What becomes of a status when a change takes effect. */
export function statusAfter(
  status: TicketStatus,
  change: PendingRow,
  ticket: Pick<TicketRow, "last_customer_seq">,
): TicketStatus {
  const isAnswer = change.body !== null;
  if (isLate(change, ticket)) return isAnswer ? afterLateAnswer(status) : status;
  return change.status ?? (isAnswer ? afterStaffReply(status) : status);
}

/** The status as staff left it. */
export const statusToCome = (
  ticket: Pick<TicketRow, "status" | "last_customer_seq">,
  changes: readonly PendingRow[],
): TicketStatus => changes.reduce((status, change) => statusAfter(status, change, ticket), ticket.status);
