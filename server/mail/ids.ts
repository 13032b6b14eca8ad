/** Message-IDs of mails about tickets. Compared whole, without regard to capitals, which some relays fold. */
import { createHash, randomBytes } from "node:crypto";
import type { Db, Tx } from "../db/database.ts";
import type { MailIdsTable } from "../db/schema-mail.ts";

/** Longer ones fit into no index. */
const maxKeyBytes = 500;

/** As ids are kept and compared. @param written with its brackets or without */
export function idKey(written: string): string {
  const id = written.replace(/^<|>$/g, "").trim().toLowerCase();
  return Buffer.byteLength(id) <= maxKeyBytes ? id : createHash("sha256").update(id).digest("hex");
}

export async function noteId({ db }: Tx, written: string, ticketId: string, kind: MailIdsTable["kind"]): Promise<void> {
  const message_id = idKey(written);
  if (message_id === "") return;
  const row = { message_id, ticket_id: ticketId, kind };
  await db
    .insertInto("mail_ids")
    .values(row)
    .onConflict((conflict) => conflict.columns(["message_id", "ticket_id"]).doNothing())
    .execute();
}

/** Ids of the tickets that mails of these ids are about, those of the nearest mail first. @param ids the nearest first */
export async function ticketsOfIds(db: Db, ids: readonly string[]): Promise<string[]> {
  const keys = [...new Set(ids.map(idKey))].filter((key) => key !== "");
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom("mail_ids")
    .select(["message_id", "ticket_id"])
    .where("message_id", "in", keys)
    .execute();
  return [...new Set(keys.flatMap((key) => rows.filter((row) => row.message_id === key).map((row) => row.ticket_id)))];
}

/**
 * An id that stands first in `References` of every mail about the ticket, and is the id of none. A relay that gives our
 * mail another id leaves this one as it is.
 * @returns it, without brackets
 */
export async function anchorOf({ db }: Tx, ticketId: string, host: string): Promise<string> {
  const known = await findAnchor(db, ticketId);
  if (known !== undefined) return known;
  const message_id = `t.${randomBytes(16).toString("hex")}@${host.toLowerCase()}`;
  await db.insertInto("mail_ids").values({ message_id, ticket_id: ticketId, kind: "anchor" }).execute();
  return message_id;
}

export async function findAnchor(db: Db, ticketId: string): Promise<string | undefined> {
  const anchors = db.selectFrom("mail_ids").select("message_id").where("ticket_id", "=", ticketId);
  // Of two that were made at once, all mails from then on name the same.
  return (await anchors.where("kind", "=", "anchor").orderBy("message_id").limit(1).executeTakeFirst())?.message_id;
}
