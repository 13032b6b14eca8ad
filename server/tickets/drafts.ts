/** What staff have begun to write: one draft for each of them and ticket, there again in another browser. */
import type { Selectable } from "kysely";
import type { StaffDraftInput } from "../contract/staff-drafts.ts";
import type { StaffPrincipal } from "../access/principals.ts";
import { inReach } from "../access/reach.ts";
import type { Db, Tx } from "../db/database.ts";
import type { StaffDraftsTable } from "../db/schema.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { findChangeByKey } from "./pending-changes.ts";
import { findMessageByKey, lockTicket } from "./store.ts";

export type DraftRow = Selectable<StaffDraftsTable>;

export interface Own {
  staffId: string;
  ticketId: string;
}

/** More marks in a list help nobody to find what they began. */
const maxListed = 200;
const keptForMs = 90 * 24 * 3_600_000;

export function findDraft(db: Db, { staffId, ticketId }: Own): Promise<DraftRow | undefined> {
  const query = db.selectFrom("staff_drafts").selectAll().where("staff_id", "=", staffId);
  return query.where("ticket_id", "=", ticketId).executeTakeFirst();
}

/** The tickets at which somebody has begun to write, the newest draft first. */
export async function ticketsBegun(db: Db, who: Pick<StaffPrincipal, "id" | "projects">): Promise<string[]> {
  const rows = await db
    .selectFrom("staff_drafts")
    .innerJoin("tickets", "tickets.id", "staff_drafts.ticket_id")
    .select("staff_drafts.ticket_id")
    .where("staff_drafts.staff_id", "=", who.id)
    .where((eb) => inReach(who, eb, "tickets.project_id"))
    .orderBy("staff_drafts.updated_at", "desc")
    .orderBy("staff_drafts.ticket_id")
    .limit(maxListed)
    .execute();
  return rows.map((row) => row.ticket_id);
}

const isEmpty = ({ body, attachments }: { body: string; attachments: readonly string[] }): boolean =>
  !/\S/.test(body) && attachments.length === 0;

type Kept = Pick<StaffDraftInput, "body" | "internal" | "revision" | "replaces"> & { attachments: readonly string[] };

/**
 * Two tabs of one agent do not overwrite each other unseen: only what was written from the draft that is here replaces
 * it. The same revision once more changes nothing, so a save whose answer was lost may be sent again.
 * @throws Refusal 409 `draft_changed`
 */
export async function keepDraft({ db }: Tx, own: Own, draft: Kept, now: number): Promise<void> {
  const found = await findDraft(db, own);
  if (found?.revision === draft.revision || (!found && isEmpty(draft))) return;
  if ((found?.revision ?? null) !== draft.replaces) throw new Refusal(409, "draft_changed");
  const values = {
    body: draft.body,
    internal: Number(draft.internal ?? false),
    attachments: JSON.stringify(draft.attachments),
    revision: draft.revision,
    updated_at: now,
  };
  // Asked for again by each statement: on Postgres another tab's save may have come in between.
  const same = { ticket_id: own.ticketId, staff_id: own.staffId };
  const written = found
    ? isEmpty(draft)
      ? deleteOne(db, own).where("revision", "=", found.revision).returning("revision")
      : updateOne(db, own).set(values).where("revision", "=", found.revision).returning("revision")
    : db
        .insertInto("staff_drafts")
        .values({ ...same, ...values })
        .onConflict((conflict) => conflict.columns(["staff_id", "ticket_id"]).doNothing())
        .returning("revision");
  if ((await written.execute()).length === 0) throw new Refusal(409, "draft_changed");
}

const updateOne = (db: Db, { staffId, ticketId }: Own) =>
  db.updateTable("staff_drafts").where("staff_id", "=", staffId).where("ticket_id", "=", ticketId);

const deleteOne = (db: Db, { staffId, ticketId }: Own) =>
  db.deleteFrom("staff_drafts").where("staff_id", "=", staffId).where("ticket_id", "=", ticketId);

interface Sent {
  body: string;
  internal?: boolean | undefined;
  attachments?: readonly string[] | undefined;
}

/** With the message that it became. What another tab has made of it since stays. @param revision that was sent */
export async function forgetSentDraft({ db }: Tx, own: Own, sent: Sent, revision = ""): Promise<void> {
  await deleteOne(db, own)
    .where((eb) =>
      eb.or([
        eb("revision", "=", revision),
        eb.and([
          eb("body", "=", sent.body),
          eb("internal", "=", Number(sent.internal ?? false)),
          eb("attachments", "=", JSON.stringify(sent.attachments ?? [])),
        ]),
      ]),
    )
    .execute();
}

/** A page that closes saves what it has just sent, and nobody knows which of the two arrives first. */
export async function hasArrived(tx: Tx, { ticketId }: Own, key: string): Promise<boolean> {
  // As sending does: one of the two sees the other.
  const ticket = await lockTicket(tx, ticketId);
  if (!ticket) return false;
  const change = await findChangeByKey(tx.db, ticket.project_id, key);
  if (change) return change.ticket_id === ticketId && change.undone_at === null;
  return (await findMessageByKey(tx.db, ticket.project_id, key))?.ticket_id === ticketId;
}

/** Of somebody who leaves. */
export async function forgetDraftsOf({ db }: Tx, staffId: string): Promise<void> {
  await db.deleteFrom("staff_drafts").where("staff_id", "=", staffId).execute();
}

export async function sweepDrafts({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) =>
    db
      .deleteFrom("staff_drafts")
      .where("updated_at", "<", now() - keptForMs)
      .execute(),
  );
}
