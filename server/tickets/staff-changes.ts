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
import { mailAnswers } from "./mail-answers.ts";
import { mailStatus, type StatusDeps } from "./mail-status.ts";
import {
  addChange,
  type ChoiceMade,
  findChange,
  findChangeByKey,
  isLate,
  markUndone,
  openChanges,
  type PendingRow,
  sendWith,
  statusToCome,
  takeUpAgain,
  tellStaff,
} from "./pending-changes.ts";
import { findMessage, findMessageByKey, type IdempotencyUse, lockTicket, type TicketRow } from "./store.ts";

export type UndoDeps = StatusDeps & Pick<Deps, "hub">;

/** Milliseconds; none while a customer has the ticket open in sight, for that is a live talk. */
export const delayOf = ({ hub }: UndoDeps, { undoSeconds }: StaffPrincipal, ticketId: string): number =>
  hub.isInSight(ticketId) ? 0 : undoSeconds * 1000;

/**
 * @param words what the key stands for: without the status, which may be another one when they are sent again
 * @returns id of the message, which customers see later or at once. @throws Refusal 404 or 422
 */
export async function addAnswer(
  tx: Tx,
  deps: UndoDeps,
  who: StaffPrincipal,
  ticketId: string,
  { status, ...said }: NewStaffMessage,
  words: IdempotencyUse,
): Promise<{ messageId: string; isNew: boolean }> {
  const now = deps.now();
  // First, as whoever takes a change into effect does: its key is then in one of the two tables.
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) throw notFound();
  const made = await sentBefore(tx, deps, who, ticket, status, words);
  if (made) return { messageId: made, isNew: false };
  const use = { key: words.key, hash: usedFor(words.hash, status) };
  const delay = said.internal ? 0 : delayOf(deps, who, ticketId);
  // Whoever has no such time, or talks to the customer now, is still read after what was said before.
  const waits = delay > 0 || (!said.internal && (await openChanges(tx.db, ticketId)).some(({ body }) => body !== null));
  if (waits) {
    const replaces = status === undefined ? [] : await giveUpChoices(tx, who, ticket, now);
    return { messageId: await addChange(tx, who, ticket, { ...said, status, replaces, use }, delay, now), isNew: true };
  }
  const author = { kind: "staff" as const, id: who.id, name: who.name };
  const { messageId } = await addReply(tx, ticket, { ...said, author, uploader: principalKey(who) }, use, now);
  if (!said.internal) await mailAnswers(tx, deps, ticketId, [messageId]);
  if (status !== undefined) await setStatus(tx, deps, who, ticketId, status);
  return { messageId, isNew: true };
}

/** As it is written down with a key: the words, and the status that was last asked for with them. */
const usedFor = (words: string, status: TicketStatus | undefined): string =>
  status === undefined ? words : `${words} ${status}`;

/**
 * The same words under the same key are the same message, whatever is asked of the status: another one than before is set.
 * @returns id of that message; undefined where there is none. @throws Refusal 422
 */
async function sentBefore(
  tx: Tx,
  deps: UndoDeps,
  who: StaffPrincipal,
  ticket: TicketRow,
  status: TicketStatus | undefined,
  { key, hash }: IdempotencyUse,
): Promise<string | undefined> {
  const change = await findChangeByKey(tx.db, ticket.project_id, key);
  const made = change ?? (await findMessageByKey(tx.db, ticket.project_id, key));
  if (!made) return undefined;
  const [words, asked] = made.body_hash!.split(" ");
  if (words !== hash) throw new Refusal(422, "key_reused");
  const isUndone = change !== undefined && change.undone_at !== null;
  if (status === undefined || status === asked || isUndone) return made.id;
  const now = { body_hash: usedFor(hash, status) };
  if (change) await tx.db.updateTable("pending_changes").set(now).where("id", "=", made.id).execute();
  else await tx.db.updateTable("messages").set(now).where("id", "=", made.id).execute();
  await setStatus(tx, deps, who, ticket.id, status);
  return made.id;
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
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) throw notFound();
  const last = lastChoice(await openChanges(tx.db, ticketId), ticket);
  // Chosen once more: a second choice would make way for the first when it is undone.
  if (last?.author_id === who.id && last.status === status) return undefined;
  const replaces = await giveUpChoices(tx, who, ticket, now);
  const open = await openChanges(tx.db, ticketId);
  const mine = open.filter(({ author_id }) => author_id === who.id);
  // After an answer of one's own that waits it waits too.
  if (delay === 0 && mine.length === 0) {
    const messageId = await changeTicket(tx, who, ticketId, { status }, now);
    if (messageId !== undefined) await mailStatus(tx, deps, ticketId, status);
    return messageId;
  }
  // What a colleague has chosen as well is written down all the same: they may take theirs back.
  if (statusToCome(ticket, open) === status && statusToCome(ticket, mine) === status) return undefined;
  return addChange(tx, who, ticket, { status, replaces }, delay, now);
}

/** Whichever has the last word as it is: with an answer or alone. */
const lastChoice = (open: readonly PendingRow[], ticket: TicketRow): PendingRow | undefined =>
  open
    .filter((change) => change.status !== null && !isLate(change, ticket))
    .reduce<PendingRow | undefined>((last, one) => (last && last.position > one.position ? last : one), undefined);

/** Who chooses again has changed their mind: customers are told the last choice, and none between. */
async function giveUpChoices(tx: Tx, who: StaffPrincipal, ticket: TicketRow, now: number): Promise<ChoiceMade[]> {
  const given: ChoiceMade[] = [];
  for (const { id, author_id, body, status } of await openChanges(tx.db, ticket.id)) {
    if (author_id !== who.id || status === null) continue;
    given.push({ id, status });
    await (body === null ? markUndone(tx, [id], now) : sendWith(tx, id, null));
  }
  if (given.length > 0) tellStaff(tx, ticket);
  return given;
}

/** Whoever undoes a choice is where they were before it: also at another one that it had taken the place of. */
async function chooseAgain(
  tx: Tx,
  who: StaffPrincipal,
  ticket: TicketRow,
  undone: PendingRow,
  now: number,
): Promise<void> {
  // Its choice was no longer its own, or somebody has had the last word since: on all of them.
  if (undone.status === null || isLate(undone, ticket)) return;
  await giveBackChoices(tx, who, ticket, undone, now);
}

async function giveBackChoices(
  tx: Tx,
  who: StaffPrincipal,
  ticket: TicketRow,
  { replaces }: PendingRow,
  now: number,
): Promise<void> {
  for (const { id, status } of JSON.parse(replaces) as ChoiceMade[]) {
    const change = await findChange(tx.db, id);
    // Its answer is out, and the status follows it.
    if (!change) await addChange(tx, who, ticket, { status }, 0, now);
    else if (change.body === null) await takeUpAgain(tx, change);
    // Its answer was taken back meanwhile, so it is where that was before.
    else if (change.undone_at !== null) await giveBackChoices(tx, who, ticket, change, now);
    else await sendWith(tx, id, status);
  }
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
  await chooseAgain(tx, who, ticket, change, now());
  tellStaff(tx, ticket);
}
