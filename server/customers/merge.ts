/**
 * Two records of one person become one, and staff can take it back.
 *
 * A merge joins records and proves nothing. The merged tickets are read by the customer that stays, who comes in by
 * proving the address of that record. So the proof of one address never counts for another: what was proven about the
 * merged record counts only where its address itself fills a gap. The site's own word (`external_id`) is a way in that
 * asks for no address. Through it somebody could read tickets sent under an address that they never showed to be
 * theirs, so a merge whose result has this way in and an unproven address is refused.
 *
 * An account that its owner has stopped is not merged, nor is a merge of it undone: ways in would go to the other
 * record and open what waits for staff to decide. One merge is allowed, into the record of the person who stopped it.
 * An owner whose account somebody has moved to another address signs in with the old address as ever, which makes a new
 * account. Where another address stopped the account too, the merge is refused, since nobody can tell whose it was
 * first.
 */
import type { StaffPrincipal } from "../access/principals.ts";
import { newId } from "../access/tokens.ts";
import { record } from "../audit/store.ts";
import type { AuditAction, CustomerProfile } from "../contract/people.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Db, Tx } from "../db/database.ts";
import type { AccountStopRow } from "../db/schema-sessions.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal, refuseField } from "../errors.ts";
import { addressKey } from "../mail-address.ts";
import { giveMails } from "../mail/store.ts";
import { giveAllTo } from "../ticket-holders/store.ts";
import { endLinksOf } from "../tracking/links.ts";
import { subjectOf } from "./record-change.ts";
import { endMailedWaysIn } from "./links.ts";
import { type CustomerRow, lockCustomer, updateCustomer } from "./store.ts";

/** What fills gaps of the customer that stays. Permissions do not: what somebody may see grows by a decision only. */
export const gaps = ["company_id", "email", "external_id", "locale", "proven_at"] as const;
export type Filled = Partial<Pick<CustomerRow, (typeof gaps)[number]>>;

/** Enough to take the merge back. */
export interface MergeRecord {
  /** The record that went, whole but for its password: a hash has no business where nobody signs in by it. */
  from: CustomerRow;
  filled: Filled;
  /** Whether staff were asked about these two: the merge is their answer. */
  wasAsked: boolean;
  tickets: string[];
  messages: string[];
  mails: string[];
  /** Others that staff are asked about: whether they and this one are the same. */
  sameAs: string[];
  /** Links in mails that stop the account. Absent: of a day on which they did not go along. */
  stops?: string[];
  /** Those by which it was stopped: who its owner is, should it come back. Absent: of a day on which they went along. */
  stoppedBy?: AccountStopRow[];
}

export type MergeDeps = Pick<Deps, "sessions" | "now">;

/** @throws Refusal 404, 400, or 409 `merge_stopped`, `merge_unproven` */
export async function mergeCustomers(
  tx: Tx,
  deps: MergeDeps,
  who: StaffPrincipal,
  fromId: string,
  intoId: string,
): Promise<void> {
  const { from, into } = await lockBoth(tx, fromId, intoId);
  requireNotStopped(into);
  if (from.stopped_at !== null) await giveToItsOwner(tx, from, into);
  const filled = gapsFilledBy(from, into);
  const result = { ...into, ...filled };
  if (result.external_id !== null && result.email !== null && result.proven_at === null) {
    throw new Refusal(409, "merge_unproven");
  }
  await deps.sessions.endAll(tx, "customer", from.id);
  await tx.db.deleteFrom("sign_in_codes").where("customer_id", "=", from.id).execute();
  if (from.email !== null) await endMailedWaysIn(tx, from.project_id, from.email);
  await endLinksOf(tx, from.id);
  const moved = await moveAll(tx, from.id, into.id);
  // The record goes before its address and id come to the other one: each is only one customer's.
  await tx.db.deleteFrom("customers").where("id", "=", from.id).execute();
  const wasAsked = into.same_as_id === from.id;
  const since = tokensSince(from, into);
  await updateCustomer(tx, into.id, { ...filled, tokens_since: since, ...(wasAsked && { same_as_id: null }) });
  const before: MergeRecord = { from: { ...from, password_hash: null }, filled, wasAsked, ...moved };
  const merge = { id: newId(), project_id: into.project_id, into_id: into.id, created_at: deps.now() };
  await tx.db
    .insertInto("customer_merges")
    .values({ ...merge, before: JSON.stringify(before) })
    .execute();
  await tellOfMerge(tx, deps, who, "customer.merged", from, into);
}

async function lockBoth(tx: Tx, fromId: string, intoId: string): Promise<{ from: CustomerRow; into: CustomerRow }> {
  // Always in the same order, so that two who merge the same two never wait for each other.
  const rows = new Map<string, CustomerRow | undefined>();
  for (const id of [fromId, intoId].toSorted()) rows.set(id, await lockCustomer(tx, id));
  const from = rows.get(fromId);
  const into = rows.get(intoId);
  if (!from) throw notFound();
  if (!into || into.id === from.id || into.project_id !== from.project_id) return refuseField("into", "not_allowed");
  return { from, into };
}

/** From when the site's tokens count, for the two records together: a token that has ended stays ended. */
export const tokensSince = (from: CustomerRow, into: CustomerRow): number | null =>
  Math.max(from.tokens_since ?? 0, into.tokens_since ?? 0) || null;

export function requireNotStopped({ stopped_at }: CustomerRow): void {
  if (stopped_at !== null) throw new Refusal(409, "merge_stopped");
}

/**
 * Gives a stopped account to the person who stopped it. Where two addresses stopped it, one of them is somebody else's,
 * who has moved it twice. Links that stop it end in mails to the address it was moved to, as where staff let somebody
 * in.
 * @throws Refusal 409
 */
async function giveToItsOwner({ db }: Tx, from: CustomerRow, into: CustomerRow): Promise<void> {
  const address = into.proven_at === null ? null : into.email;
  const stops = db.selectFrom("account_stops").select("email").where("customer_id", "=", from.id);
  const used = await stops.where("used_at", "is not", null).execute();
  const isOwn = used.length > 0 && used.every(({ email }) => email === address);
  if (!isOwn || from.email === address) throw new Refusal(409, "merge_stopped");
  const others = db.deleteFrom("account_stops").where("customer_id", "=", from.id).where("used_at", "is", null);
  await others.where("email", "=", from.email).execute();
}

function gapsFilledBy(from: CustomerRow, into: CustomerRow): Filled {
  const filled: Filled = {};
  if (into.company_id === null && from.company_id !== null) filled.company_id = from.company_id;
  if (into.external_id === null && from.external_id !== null) filled.external_id = from.external_id;
  if (into.locale === null && from.locale !== null) filled.locale = from.locale;
  // An address comes with its own proof, or without one.
  if (into.email === null && from.email !== null)
    Object.assign(filled, { email: from.email, proven_at: from.proven_at });
  return filled;
}

async function moveAll(tx: Tx, from: string, into: string) {
  const { db } = tx;
  const others = db.updateTable("customers").set({ same_as_id: into }).where("same_as_id", "=", from);
  const used = db.deleteFrom("account_stops").where("customer_id", "=", from).where("used_at", "is not", null);
  const stoppedBy = await used.returningAll().execute();
  const stops = db.updateTable("account_stops").set({ customer_id: into }).where("customer_id", "=", from);
  return {
    ...(await giveAllTo(tx, from, into)),
    mails: await giveMails(tx, from, into),
    sameAs: (await others.where("id", "!=", into).returning("id").execute()).map(({ id }) => id),
    stops: (await stops.returning("hash").execute()).map(({ hash }) => hash),
    stoppedBy,
  };
}

export async function tellOfMerge(
  tx: Tx,
  { now }: MergeDeps,
  who: StaffPrincipal,
  action: AuditAction,
  from: CustomerRow,
  into: CustomerRow,
): Promise<void> {
  const projectId = into.project_id;
  const [gone, stays] = [subjectOf(from), subjectOf(into)];
  const customer: [unknown, unknown] = action === "customer.merged" ? [gone, stays] : [stays, gone];
  await record(tx, who, { action, projectId, subject: stays, changes: { customer } }, now());
  tx.emit({ projectId, type: "session.ended" });
  for (const { id } of [from, into]) announceAccess(tx, projectId, "customer", id);
  // Colleagues read who raised a ticket.
  for (const company of new Set([from.company_id, into.company_id])) {
    if (company !== null) announceAccess(tx, projectId, "company", company);
  }
}

/** That can be undone, the newest first. */
export async function listMerges(db: Db, intoId: string): Promise<CustomerProfile["merges"]> {
  const rows = await db
    .selectFrom("customer_merges")
    .selectAll()
    .where("into_id", "=", intoId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(({ id, before, created_at }) => {
    const { from } = readMerge(before);
    return { id, name: from.name, email: from.email, mergedAt: new Date(created_at).toISOString() };
  });
}

/** A merge as it was written down, with its addresses as they are written now. */
export function readMerge(json: string): MergeRecord {
  const { from, filled, ...moved } = JSON.parse(json) as MergeRecord;
  const spelt = (email: string) => ({ email: addressKey(email) });
  return {
    from: { ...from, ...(from.email !== null && spelt(from.email)) },
    filled: { ...filled, ...(filled.email && spelt(filled.email)) },
    ...moved,
  };
}

/** With those of customers that were merged before into one that was merged into this one. */
export async function forgetMerges({ db }: Tx, customerId: string): Promise<void> {
  for (let ids = [customerId]; ids.length > 0;) {
    const rows = await db.deleteFrom("customer_merges").where("into_id", "in", ids).returning("before").execute();
    ids = rows.map(({ before }) => (JSON.parse(before) as MergeRecord).from.id);
  }
}
