/**
 * What staff sent comes in sight of customers: as a job, so that it does whatever becomes of the page it was sent from, or
 * of the server. From here on it is an answer like any other, and takes its place in the thread.
 */
import { changeOwner } from "../attachments/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { JobResult } from "../jobs/queue.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { addReply } from "./add-reply.ts";
import { mailAnswers } from "./mail-answers.ts";
import { mailStatus, type StatusDeps } from "./mail-status.ts";
import { isBefore, isLate, openChanges, overtake, type PendingRow, tellStaff } from "./pending-changes.ts";
import { announceStatus, lockTicket } from "./store.ts";

export const takeEffect =
  (deps: StatusDeps & Pick<Deps, "database">) =>
  ({ ticketId }: JobPayloads["staff-change"]): Promise<JobResult> =>
    deps.database.write((tx) => takeDueEffect(tx, deps, ticketId, deps.now()));

/** All of a ticket whose time has come: two processes that take it up at once keep to the order of the changes. */
async function takeDueEffect(tx: Tx, deps: StatusDeps, ticketId: string, now: number): Promise<JobResult> {
  // Whoever undoes one of them waits here, or we for them.
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) return;
  let isAny = false;
  const answers: string[] = [];
  // Read anew each time: one that takes effect may take an earlier one its say in the status.
  let [first] = await openChanges(tx.db, ticketId);
  while (first && first.effective_at <= now) {
    await apply(tx, first, now);
    if (first.body !== null) answers.push(first.id);
    isAny = true;
    [first] = await openChanges(tx.db, ticketId);
  }
  if (isAny) {
    // What takes effect together goes out together.
    await mailAnswers(tx, deps, ticketId, answers);
    const { status } = (await lockTicket(tx, ticketId))!;
    if (status !== ticket.status) await mailStatus(tx, deps, ticketId, status);
    tellStaff(tx, ticket);
  }
  // The clock may have been set back since this job was taken up: it is asked again, or what waits would wait for good.
  return first && { againIn: first.effective_at - now };
}

async function apply(tx: Tx, change: PendingRow, now: number): Promise<void> {
  const { id, ticket_id: ticketId, body, status } = change;
  await tx.db.deleteFrom("pending_changes").where("id", "=", id).execute();
  // As the one before it left the ticket.
  const before = (await lockTicket(tx, ticketId))!;
  const late = isLate(change, before);
  if (body !== null) {
    const author = { kind: "staff" as const, id: change.author_id, name: change.author_name };
    const attachments = JSON.parse(change.attachments) as string[];
    const use = { key: change.idempotency_key!, hash: change.body_hash! };
    const answersLast = !isBefore(change, before);
    const uploader = changeOwner(id);
    await addReply(tx, before, { id, body, author, attachments, uploader, isLate: late, answersLast }, use, now);
  }
  if (status === null || late) return;
  await overtake(tx, before, change.position);
  const ticket = (await lockTicket(tx, ticketId))!;
  await announceStatus(tx, ticket, status, "staff", now, body === null ? id : undefined);
  tx.emit({ projectId: ticket.project_id, type: "ticket.updated", ticketId });
}
