/** What staff do that they can take back for a while: an answer, a status. */
import { type StaffPrincipal, principalKey } from "../access/principals.ts";
import { giveKeptBack } from "../attachments/store.ts";
import type { NewStaffMessage } from "../contract/staff.ts";
import type { TicketStatus } from "../contract/tickets.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import { addReply } from "./add-reply.ts";
import { changeTicket } from "./change-ticket.ts";
import {
  addChange,
  findChange,
  findChangeByKey,
  markUndone,
  openChanges,
  statusToCome,
  tellStaff,
} from "./pending-changes.ts";
import { findMessage, findMessageByKey, type IdempotencyUse, lockTicket } from "./store.ts";

export type UndoDeps = Pick<Deps, "hub" | "now">;

/** Milliseconds; none while a customer has the ticket open in sight, for that is a live talk. */
export const delayOf = ({ hub }: UndoDeps, { undoSeconds }: StaffPrincipal, ticketId: string): number =>
  hub.isInSight(ticketId) ? 0 : undoSeconds * 1000;

/** @returns id of the message, which customers see later or at once. @throws Refusal 404 or 422 */
export async function addAnswer(
  tx: Tx,
  deps: UndoDeps,
  who: StaffPrincipal,
  ticketId: string,
  { status, ...said }: NewStaffMessage,
  use: IdempotencyUse,
): Promise<{ messageId: string; isNew: boolean }> {
  const now = deps.now();
  // First, as whoever takes a change into effect does: its key is then in one of the two tables.
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) throw notFound();
  const made =
    (await findChangeByKey(tx.db, ticket.project_id, use.key)) ??
    (await findMessageByKey(tx.db, ticket.project_id, use.key));
  if (made && made.body_hash !== use.hash) throw new Refusal(422, "key_reused");
  if (made) return { messageId: made.id, isNew: false };
  const delay = said.internal ? 0 : delayOf(deps, who, ticketId);
  if (delay > 0) {
    return { messageId: await addChange(tx, who, ticket, { ...said, status, use }, delay, now), isNew: true };
  }
  const author = { kind: "staff" as const, id: who.id, name: who.name };
  const { messageId } = await addReply(tx, ticket, { ...said, author, uploader: principalKey(who) }, use, now);
  if (status !== undefined) await setStatus(tx, deps, who, ticketId, status);
  return { messageId, isNew: true };
}

/** @returns id of the message that says it; undefined where it is, or is about to be, that already. @throws Refusal 404 */
export async function setStatus(
  tx: Tx,
  deps: UndoDeps,
  who: StaffPrincipal,
  ticketId: string,
  status: TicketStatus,
): Promise<string | undefined> {
  const now = deps.now();
  const delay = delayOf(deps, who, ticketId);
  if (delay === 0) return changeTicket(tx, who, ticketId, { status }, now);
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) throw notFound();
  // Who chooses again has changed their mind: customers are told the last choice, and none between.
  const open = await openChanges(tx.db, ticketId);
  const earlier = open.filter(({ author_id, body }) => author_id === who.id && body === null);
  if (earlier.length > 0) {
    const ids = earlier.map(({ id }) => id);
    await markUndone(tx, ids, now);
    tellStaff(tx, ticket);
  }
  const others = open.filter((change) => !earlier.includes(change));
  if (statusToCome(ticket, others) === status) return undefined;
  return addChange(tx, who, ticket, { status }, delay, now);
}

/** Who wrote it alone takes it back, as long as it has not taken effect. @throws Refusal 403, 404, or 409 `in_effect` */
export async function undoChange(
  tx: Tx,
  { now }: Pick<Deps, "now">,
  who: StaffPrincipal,
  ticketId: string,
  id: string,
): Promise<void> {
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) throw notFound();
  const change = await findChange(tx.db, id);
  if (change?.ticket_id !== ticketId) {
    const isSeen = (await findMessage(tx.db, id))?.ticket_id === ticketId;
    throw isSeen ? new Refusal(409, "in_effect") : notFound();
  }
  if (change.author_id !== who.id) throw new Refusal(403, "not_permitted");
  if (change.undone_at !== null) return;
  await markUndone(tx, [id], now());
  await giveKeptBack(tx, id, principalKey(who), now());
  tellStaff(tx, ticket);
}
