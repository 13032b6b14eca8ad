/** By which mails a mail is told to belong together, in whatever program it is read. */
import type { Db } from "../db/database.ts";

/** Programs go by the first and the last ones; a header that grows with every answer is refused some day. */
const newest = 10;

/** Message-IDs of the mails about a ticket that its reader has had before this one, the oldest first. */
export async function threadBefore(
  db: Db,
  mail: { id: string; ticket_id: string | null; recipient: string },
): Promise<string[]> {
  if (mail.ticket_id === null) return [];
  const earlier = db
    .selectFrom("mails")
    .select(["id", "message_id"])
    .where("ticket_id", "=", mail.ticket_id)
    .where("recipient", "=", mail.recipient)
    .where("id", "!=", mail.id)
    // Those before it were settled before it: they share its lane.
    .where("state", "=", "sent");
  const [first] = await earlier.orderBy("created_at").orderBy("id").limit(1).execute();
  const last = await earlier.orderBy("created_at", "desc").orderBy("id", "desc").limit(newest).execute();
  const ids = last.map(({ message_id }) => message_id).reverse();
  return !first || ids.includes(first.message_id) ? ids : [first.message_id, ...ids];
}
