/** Takes a merge back. */
import type { StaffPrincipal } from "../access/principals.ts";
import type { Tx } from "../db/database.ts";
import { textList } from "../db/values.ts";
import { notFound, Refusal } from "../errors.ts";
import { endMailedWaysIn } from "./links.ts";
import {
  type Filled,
  gaps,
  type MergeDeps,
  type MergeRecord,
  readMerge,
  requireNotStopped,
  tellOfMerge,
  tokensSince,
} from "./merge.ts";
import { type CustomerRow, insertCustomer, lockCustomer, updateCustomer } from "./store.ts";
import { giveMails } from "../mail/store.ts";
import { giveBack } from "../ticket-holders/store.ts";
import { endTracking } from "../tracking/links.ts";

/**
 * Puts both records back as they were. What was moved moves back, and what came since stays where it came to. A gap
 * that was filled is empty again, unless it was changed meanwhile. Links to tickets that move back end, since the other
 * customer may have made one while they could read them. A stop goes back too, where it came by links of the record
 * that goes back.
 * @throws Refusal 404, or 409: `undo_impossible` where somebody else has the address or the id by now, `merge_stopped`
 */
export async function undoMerge(
  tx: Tx,
  deps: MergeDeps,
  who: StaffPrincipal,
  intoId: string,
  mergeId: string,
): Promise<void> {
  const into = await lockCustomer(tx, intoId);
  const merge = await tx.db
    .deleteFrom("customer_merges")
    .where("id", "=", mergeId)
    .where("into_id", "=", intoId)
    .returningAll()
    .executeTakeFirst();
  if (!into || !merge) throw notFound();
  const before = readMerge(merge.before);
  if (!(await isStoppedFor(tx, into, before))) requireNotStopped(into);
  const { from, filled, wasAsked } = before;
  const emptied = gapsAgain(into, filled);
  if ("email" in emptied || "external_id" in emptied) await deps.sessions.endAll(tx, "customer", into.id);
  if ("email" in emptied) await endMailedWaysIn(tx, into.project_id, from.email!);
  await updateCustomer(tx, intoId, { ...emptied, stopped_at: null });
  if (await isTaken(tx, from)) throw new Refusal(409, "undo_impossible");
  await insertCustomer(tx, {
    ...(await asOfNow(tx, from)),
    stopped_at: from.stopped_at ?? into.stopped_at,
    tokens_since: tokensSince(from, into),
  });
  await moveBack(tx, before, intoId);
  if (wasAsked && into.same_as_id === null) {
    await updateCustomer(tx, intoId, { same_as_id: from.id });
  }
  await tellOfMerge(tx, deps, who, "customer.merge_undone", from, into);
}

/** Whether only links that came with the merged record have stopped it: what they say is about that record. */
async function isStoppedFor({ db }: Tx, into: CustomerRow, { stops = [] }: MergeRecord): Promise<boolean> {
  const own = db.selectFrom("account_stops").select("hash").where("customer_id", "=", into.id);
  const used = await own.where("used_at", "is not", null).execute();
  return used.length > 0 && used.every(({ hash }) => stops.includes(hash));
}

/** Only what is still where the merge put it. */
async function moveBack(tx: Tx, { from, ...moved }: MergeRecord, intoId: string): Promise<void> {
  const { db, engine } = tx;
  const isMoved = textList(engine, moved.tickets);
  await giveBack(tx, moved, intoId, from.id);
  // Links end after the tickets have moved: a customer who is making a link holds the ticket until it is there.
  const theirs = db.selectFrom("tickets").select("id").where("customer_id", "=", from.id).where("id", "in", isMoved);
  await endTracking(tx, theirs);
  await giveMails(tx, intoId, from.id, moved.mails);
  const others = db.updateTable("customers").set({ same_as_id: from.id }).where("same_as_id", "=", intoId);
  await others.where("id", "in", textList(engine, moved.sameAs)).execute();
  const stops = db.updateTable("account_stops").set({ customer_id: from.id }).where("customer_id", "=", intoId);
  await stops.where("hash", "in", textList(engine, moved.stops ?? [])).execute();
  if (moved.stoppedBy?.length) await db.insertInto("account_stops").values(moved.stoppedBy).execute();
}

/** Address and proof belong together: either both go or, where the address is another one by now, neither. */
function gapsAgain(into: CustomerRow, filled: Filled): Record<string, null> {
  const names = gaps.filter((name) => {
    const decisive = name === "proven_at" ? "email" : name;
    return name in filled && into[decisive] === filled[decisive];
  });
  return Object.fromEntries(names.map((name) => [name, null]));
}

async function isTaken({ db }: Tx, { project_id, email, external_id }: CustomerRow): Promise<boolean> {
  const other = await db
    .selectFrom("customers")
    .select("id")
    .where("project_id", "=", project_id)
    .where((eb) => eb.or([eb("email", "=", email), eb("external_id", "=", external_id)]))
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** What the old record names may be gone. */
async function asOfNow({ db }: Tx, row: CustomerRow): Promise<CustomerRow> {
  const exists = async (table: "companies" | "customers", id: string | null): Promise<string | null> =>
    id === null
      ? null
      : ((await db.selectFrom(table).select("id").where("id", "=", id).executeTakeFirst())?.id ?? null);
  return {
    ...row,
    company_id: await exists("companies", row.company_id),
    same_as_id: await exists("customers", row.same_as_id),
  };
}
