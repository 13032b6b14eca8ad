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
import { isAmong, textList } from "./values.ts";

const ticketsAtOnce = 500;

/**
 * In the caller's transaction: half an index is never searched. A million tickets take minutes. In the order of their
 * documents' numbers: at each that is lower than the one before, SQLite would write a piece of the index.
 */
export async function rebuildSearch(db: Db, engine: Engine): Promise<void> {
  await createSearchTables(db, engine);
  const all = await db.selectFrom("tickets").select("seq").orderBy("last_seq").execute();
  const seqs = Float64Array.from(all.splice(0), ({ seq }) => seq);
  for (let from = 0; from < seqs.length; from += ticketsAtOnce) {
    const tickets = await db
      .selectFrom("tickets")
      .select(["id", ...ticketColumns])
      .where((eb) => isAmong(engine, eb.ref("seq"), [...seqs.subarray(from, from + ticketsAtOnce)]))
      .orderBy("last_seq")
      .execute();
    await insertDocuments(db, engine, await documentsOfAll(db, engine, tickets));
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
