/** A restore brings back data, not open doors: whoever came in by what was ended since the backup must not come in again. */
import { record } from "../audit/store.ts";
import type { Tx } from "../db/database.ts";
import type { JobKind } from "../jobs/store.ts";
import { undoAtRestore } from "../tickets/after-restore.ts";
import { endTracking } from "../tracking/links.ts";
import { addressKey } from "../mail-address.ts";

export interface Doors {
  /** Addresses of the administrators who may sign in afterwards; "all": everybody goes on as they were, as in a move. */
  admins: readonly string[] | "all";
  /** A move: sessions, links, codes and mails that wait go on too. */
  keepSessions: boolean;
  keepKeys: boolean;
  /** Also what visitors have, which is their only way back to what they wrote. */
  endEverything: boolean;
}

/** What goes out to somebody would go out a second time, since most of it was sent after the backup. */
const endsAtRestore: Record<JobKind, boolean> = {
  mail: true,
  "code-mail": true,
  "password-link": true,
  "staff-password-link": true,
  sweep: false,
  import: false,
  // Whoever sent it was told that it had arrived.
  "mail-in": false,
  "staff-change": true,
};

/** @param from the backup, in words for the audit trail. @throws where an administrator is named who is not in it */
export async function closeDoors(tx: Tx, doors: Doors, from: string, now: number): Promise<void> {
  const { db } = tx;
  const { admins, keepSessions, keepKeys, endEverything } = doors;
  if (admins !== "all") await switchStaffOff(tx, admins, now);
  if (!keepSessions) {
    const ended = endEverything
      ? (["staff", "customer", "visitor", "tracking"] as const)
      : (["staff", "customer"] as const);
    await db.deleteFrom("sessions").where("kind", "in", ended).execute();
    // Where keys of sites are kept, or once they are turned on again.
    await db.updateTable("projects").set({ tokens_since: now }).execute();
    for (const table of ["staff_links", "customer_links", "sign_in_codes"] as const)
      await db.deleteFrom(table).execute();
    if (endEverything) await db.deleteFrom("tracking_links").execute();
    // Whoever had stolen a session could make one, and a customer has other ways back.
    else await endTracking(tx, db.selectFrom("tickets").select("id").where("customer_id", "is not", null));
    // The printed link that makes the first administrator: the next start prints another.
    await db.deleteFrom("settings").where("name", "=", "setup_nonce").execute();
    // Most of them were sent since. Staff send one again by a press.
    await db.updateTable("mails").set({ state: "kept" }).where("state", "=", "queued").execute();
    const kinds = (Object.keys(endsAtRestore) as JobKind[]).filter((kind) => endsAtRestore[kind]);
    await db.deleteFrom("jobs").where("kind", "in", kinds).execute();
    await undoAtRestore(tx, now);
  }
  if (!keepKeys) {
    for (const table of ["api_keys", "identity_keys"] as const) {
      await db.updateTable(table).set({ off_at: now }).where("off_at", "is", null).execute();
    }
  }
  await record(tx, "command", { action: "desk.restored", subject: from }, now);
}

async function switchStaffOff({ db }: Tx, admins: readonly string[], now: number): Promise<void> {
  const staff = await db
    .selectFrom("staff")
    .select(["id", "email", "role"])
    .where("left_at", "is", null)
    .where("off_at", "is", null)
    .execute();
  const kept = new Set(admins.map(addressKey));
  const found = staff.filter(({ email, role }) => role === "admin" && kept.has(addressKey(email)));
  const missing = [...kept].filter((email) => !found.some((one) => addressKey(one.email) === email));
  if (missing.length > 0)
    throw new Error(`No administrator of this backup is ${missing.join(", ")}. Nothing was restored.`);
  for (const { id } of staff.filter((one) => !found.includes(one))) {
    await db.updateTable("staff").set({ off_at: now }).where("id", "=", id).execute();
  }
}
