/** The search index anew from all tickets, as after a restore: it is no part of a backup. */
import type { Db, Engine } from "./database.ts";
import {
  addMessageWords,
  documentsOf,
  fileNames,
  type IndexedMessage,
  type IndexedTicket,
  type ThreadWords,
  ticketColumns,
} from "./ticket-documents.ts";
import { createSearchTables, type Document, finishSearchTables, insertDocuments } from "./ticket-search.ts";
import { textList } from "./values.ts";

const ticketsAtOnce = 500;

/** In the caller's transaction: half an index is never searched. A million tickets take minutes. */
export async function rebuildSearch(db: Db, engine: Engine): Promise<void> {
  await createSearchTables(db, engine);
  for (let after = 0; ;) {
    const tickets = await db
      .selectFrom("tickets")
      .select(["id", ...ticketColumns])
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(ticketsAtOnce)
      .execute();
    await insertDocuments(db, engine, await documentsOfAll(db, engine, tickets));
    if (tickets.length < ticketsAtOnce) break;
    after = tickets.at(-1)!.seq;
  }
  await finishSearchTables(db, engine);
}

type Listed = IndexedTicket & { id: string };

async function documentsOfAll(db: Db, engine: Engine, tickets: readonly Listed[]): Promise<Document[]> {
  const threads = new Map<string, ThreadWords>(tickets.map(({ id }) => [id, { shown: new Set(), notes: new Set() }]));
  for (const { ticket_id, ...message } of await messagesOf(db, engine, [...threads.keys()])) {
    addMessageWords(threads.get(ticket_id)!, message);
  }
  return tickets.flatMap((ticket) => documentsOf(ticket, threads.get(ticket.id)!));
}

const messagesOf = (
  db: Db,
  engine: Engine,
  tickets: readonly string[],
): Promise<(IndexedMessage & { ticket_id: string })[]> =>
  db
    .selectFrom("messages")
    .select(["ticket_id", "body", "internal", fileNames(engine).as("files")])
    .where("ticket_id", "in", textList(engine, tickets))
    .where("author_kind", "!=", "system")
    .orderBy("ticket_id")
    .orderBy("seq")
    .execute();
