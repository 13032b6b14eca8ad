/** By which mails a mail is told to belong together, in whatever program it is read. */
import type { Db } from "../db/database.ts";
import { findAnchor } from "./ids.ts";

/** Programs go by the first and the last ones; a header that grows with every answer is refused some day. */
const newest = 10;

/** Message-IDs, with their brackets. */
export interface Thread {
  /** The oldest first; before them the ticket's own, by which an answer is known whatever relays make of the others. */
  references: string[];
  /** The newest mail before this one; undefined where there is none. */
  inReplyTo: string | undefined;
}

/** The mails about a ticket that its reader knows before this one, those they sent too. */
export async function threadBefore(
  db: Db,
  mail: { id: string; ticket_id: string | null; recipient: string },
): Promise<Thread> {
  if (mail.ticket_id === null) return { references: [], inReplyTo: undefined };
  const earlier = db
    .selectFrom("mails")
    .select(["id", "direction", "message_id", "given_id"])
    .where("ticket_id", "=", mail.ticket_id)
    .where("id", "!=", mail.id)
    .where((eb) =>
      eb.or([
        // Those before it were settled before it: they share its lane.
        eb.and([eb("recipient", "=", mail.recipient), eb("direction", "=", "out"), eb("state", "=", "sent")]),
        eb.and([eb("sender", "=", mail.recipient), eb("direction", "=", "in"), eb("state", "=", "filed")]),
      ]),
    );
  const [first] = await earlier.orderBy("created_at").orderBy("id").limit(1).execute();
  const last = await earlier.orderBy("created_at", "desc").orderBy("id", "desc").limit(newest).execute();
  const ids = [...new Set([...(first ? [first] : []), ...last.reverse()].flatMap(idOf))];
  const anchor = await findAnchor(db, mail.ticket_id);
  return { references: anchor === undefined ? ids : [`<${anchor}>`, ...ids], inReplyTo: ids.at(-1) };
}

function idOf({ direction, message_id, given_id }: { direction: string; message_id: string; given_id: string | null }) {
  if (direction === "out") return [message_id];
  // As whoever wrote it: spaces and brackets would make other ids of it.
  return given_id === null || !/^[^\s<>]{1,250}$/.test(given_id) ? [] : [`<${given_id}>`];
}
