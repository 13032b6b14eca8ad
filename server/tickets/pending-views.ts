/** What customers do not see yet, as staff see it. An API key is a program of the site's own: it sees what customers see. */
import type { Principal } from "../access/principals.ts";
import { staffLink } from "../attachments/links.ts";
import { attachmentsOf } from "../attachments/store.ts";
import { contents } from "../content/memory.ts";
import type { StaffMessage, StaffTicket } from "../contract/staff.ts";
import type { Db } from "../db/database.ts";
import {
  isBefore,
  isLate,
  openChanges,
  openChangesOf,
  type PendingRow,
  statusAfter,
  statusToCome,
} from "./pending-changes.ts";
import type { StaffTicketRecord } from "./query.ts";
import { attachmentView, iso, staffTicket } from "./views.ts";

const nothing: readonly PendingRow[] = [];

/** A status that somebody has had the last word on since changes nothing any more. */
const saysAnything = (change: PendingRow, ticket: Pick<StaffTicketRecord, "last_customer_seq">): boolean =>
  change.body !== null || !isLate(change, ticket);

/** Tickets as staff left them. */
export async function staffTickets(
  db: Db,
  who: Pick<Principal, "kind">,
  rows: readonly StaffTicketRecord[],
): Promise<(row: StaffTicketRecord) => StaffTicket> {
  if (who.kind !== "staff") return staffTicket;
  const changes = await openChangesOf(
    db,
    rows.map(({ id }) => id),
  );
  return (row) => withPending(row, changes.get(row.id) ?? nothing);
}

export async function staffTicketNow(db: Db, row: StaffTicketRecord): Promise<StaffTicket> {
  return withPending(row, await openChanges(db, row.id));
}

function withPending(row: StaffTicketRecord, all: readonly PendingRow[]): StaffTicket {
  const ticket = staffTicket(row);
  const changes = all.filter((change) => saysAnything(change, row));
  const last = changes.at(-1);
  if (!last) return ticket;
  return {
    ...ticket,
    status: statusToCome(row, changes),
    // Whoever wrote after it was given has no answer yet.
    unanswered: ticket.unanswered && changes.every((change) => change.body === null || isBefore(change, row)),
    effectiveAt: iso(last.effective_at),
  };
}

/** What stands below the thread, in the order in which it takes effect. */
export async function pendingMessages(db: Db, ticket: StaffTicketRecord, now: number): Promise<StaffMessage[]> {
  const messages: StaffMessage[] = [];
  let { status } = ticket;
  for (const change of await openChanges(db, ticket.id)) {
    if (!saysAnything(change, ticket)) continue;
    const to = statusAfter(status, change, ticket);
    const says = change.status !== null && !isLate(change, ticket);
    messages.push(await changeView(db, change, now, says ? { status: { from: status, to } } : undefined));
    status = to;
  }
  return messages;
}

/** One by itself, also after it was undone: what its sender is answered. */
export async function changeView(
  db: Db,
  change: PendingRow,
  now: number,
  says?: StaffMessage["change"],
): Promise<StaffMessage> {
  const { id, body, effective_at, undone_at } = change;
  const isAnswer = body !== null;
  const ids = JSON.parse(change.attachments) as string[];
  const files = ids.length > 0 ? await attachmentsOf(db, ids) : [];
  // In the order in which they were chosen; one that was undone may have lost some since.
  const shown = ids.flatMap((file) => files.find((row) => row.id === file) ?? []);
  return {
    id,
    author: isAnswer ? { kind: "staff", name: change.author_name } : { kind: "system", name: "" },
    body: body ?? change.status!,
    content: isAnswer ? contents.of(id, body).content : [],
    attachments: shown.map((row) => attachmentView(row, staffLink)),
    createdAt: iso(change.created_at),
    ...(says && { change: says }),
    internal: false,
    ...(undone_at === null
      ? { effectiveAt: iso(effective_at), effectiveIn: Math.max(0, effective_at - now), by: change.author_id }
      : { undoneAt: iso(undone_at) }),
  };
}
