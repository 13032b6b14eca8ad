/**
 * What becomes of the tickets of an inbox that is deleted: they are in another one from that moment on, however many they
 * are. No ticket is touched, since a million of them would keep everybody's writes waiting. The row of the inbox stays
 * and says where they are. So nothing can end halfway, and a ticket that was just being written for it is there too.
 */
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { InboxRow } from "./store.ts";

/** @param to one of the same project that is not deleted itself */
export async function moveInbox({ db }: Tx, from: string, to: string): Promise<void> {
  await db
    .updateTable("inboxes")
    .set({ moved_to: to })
    // What had come here from others goes along, so that one step always leads to an inbox that is there.
    .where((eb) => eb.or([eb("id", "=", from), eb("moved_to", "=", from)]))
    .execute();
}

/** Keeps others from deleting an inbox of the project until the transaction ends: of two that are left, one has to stay. */
export async function holdInboxes({ db, engine }: Tx, projectId: string): Promise<void> {
  if (engine !== "postgres") return;
  await db.selectFrom("projects").select("id").where("id", "=", projectId).forNoKeyUpdate().execute();
}

/** @returns the inbox that is called so, or the one its tickets are in since it was deleted */
export const currentInbox = async (db: Db, id: string): Promise<InboxRow | undefined> => (await current(db, { id }))[0];

const current = prepared((db, arg: { id: string }) =>
  db
    .selectFrom("inboxes as own")
    .innerJoin("inboxes", (join) => join.on("inboxes.id", "=", (eb) => eb.fn.coalesce("own.moved_to", "own.id")))
    .selectAll("inboxes")
    .where("own.id", "=", arg.id),
);
