/** The search index anew from the messages, as after a restore: it is no part of a backup. */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { indexMessage } from "../db/search.ts";
import { searchedText } from "./store.ts";

const rowsAtOnce = 500;

export async function reindexMessages(tx: Pick<Tx, "db" | "engine">): Promise<void> {
  for (let after = 0; ;) {
    const rows = await tx.db
      .selectFrom("messages")
      .innerJoin("tickets", "tickets.id", "messages.ticket_id")
      .select(["messages.seq", "messages.body", "tickets.subject", "tickets.author_name", "tickets.claimed_email"])
      // The first message of a ticket is found by the ticket's heading too.
      .select(
        sql<number>`(select min(first.seq) from messages as first where first.ticket_id = messages.ticket_id)`.as(
          "first_seq",
        ),
      )
      .where("messages.author_kind", "!=", "system")
      .where("messages.seq", ">", after)
      .orderBy("messages.seq")
      .limit(rowsAtOnce)
      .execute();
    for (const { seq, body, first_seq, ...ticket } of rows) {
      await indexMessage(tx, seq, searchedText(body, seq === first_seq ? ticket : undefined));
    }
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)!.seq;
  }
}
