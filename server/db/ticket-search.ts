/**
 * The index of tickets by their words, the one thing that the two engines do differently. A document is what one kind of
 * reader may find of a ticket. Its number is the position of its ticket in the list (`last_seq`), doubled, and one more
 * for what staff alone may find: so the newest hits come first by themselves, and a page goes on where the last one ended.
 */
import { sql } from "kysely";
import type { Db, Engine } from "./database.ts";
import { prepared } from "./prepared.ts";

export interface Document {
  /** `tickets.last_seq` */
  lastSeq: number;
  /** `tickets.seq` */
  ticketSeq: number;
  forStaffAlone: boolean;
  words: readonly string[];
}

export const documentId = ({ lastSeq, forStaffAlone }: Pick<Document, "lastSeq" | "forStaffAlone">): number =>
  lastSeq * 2 + Number(forStaffAlone);

/** `tickets.last_seq` of a document's ticket. */
export const positionOf = (id: number): number => Math.floor(id / 2);

interface OnSqlite {
  id: number;
  text: string;
}

const insertOnSqlite = prepared((db, { id, text }: OnSqlite) => ({
  compile: () => sql`insert into ticket_search (rowid, document) values (${id}, ${text})`.compile(db),
}));

const replaceOnSqlite = prepared((db, { id, text }: OnSqlite) => ({
  compile: () => sql`insert or replace into ticket_search (rowid, document) values (${id}, ${text})`.compile(db),
}));

const deleteOnSqlite = prepared((db, { id }: { id: number }) => ({
  compile: () => sql`delete from ticket_search where rowid in (${id}, ${id} + 1)`.compile(db),
}));

interface OnPostgres {
  id: number;
  ticketSeq: number;
  words: string[];
}

const insertOnPostgres = prepared((db, { id, ticketSeq, words }: OnPostgres) => ({
  compile: () =>
    sql`insert into ticket_search (rowid, ticket_seq, document)
      values (${id}, ${ticketSeq}, array_to_tsvector(${words}::text[]))`.compile(db),
}));

const deleteOnPostgres = prepared((db, { ticketSeq }: { ticketSeq: number }) => ({
  compile: () => sql`delete from ticket_search where ticket_seq = ${ticketSeq}`.compile(db),
}));

export async function insertDocument(db: Db, engine: Engine, document: Document): Promise<void> {
  const id = documentId(document);
  const { ticketSeq, words } = document;
  if (engine === "sqlite") await insertOnSqlite(db, { id, text: words.join(" ") });
  else await insertOnPostgres(db, { id, ticketSeq, words: [...words] });
}

/** Those that a ticket had while it stood there. */
export async function deleteDocuments(
  db: Db,
  engine: Engine,
  { ticketSeq, lastSeq }: Pick<Document, "ticketSeq" | "lastSeq">,
): Promise<void> {
  if (engine === "sqlite") await deleteOnSqlite(db, { id: documentId({ lastSeq, forStaffAlone: false }) });
  else await deleteOnPostgres(db, { ticketSeq });
}

/** Many at once. Of two that claim one position, which no desk has, one is found: no migration may end at that. */
export async function insertDocuments(db: Db, engine: Engine, documents: readonly Document[]): Promise<void> {
  if (engine === "sqlite") {
    for (const document of documents)
      await replaceOnSqlite(db, { id: documentId(document), text: document.words.join(" ") });
    return;
  }
  const json = JSON.stringify(
    documents.map((document) => ({ id: documentId(document), seq: document.ticketSeq, words: document.words })),
  );
  // Of a parameter that holds a megabyte, not one for each word.
  await sql`insert into ticket_search (rowid, ticket_seq, document)
    select id, seq, array_to_tsvector(words)
    from json_to_recordset(${json}::json) as given (id bigint, seq bigint, words text[])
    on conflict do nothing`.execute(db);
}

/**
 * Tables of their own, which no backup holds, in place of those that are there. The index of Postgres is made last, by
 * {@link finishSearchTables}: of many documents at once in half the time.
 *
 * SQLite's index keeps no position of words (`detail=none`), only which document has them: half its size, and the newest
 * of a million come at once. It splits at spaces alone, as all of ours is letters, digits and characters beyond ASCII.
 */
export async function createSearchTables(db: Db, engine: Engine): Promise<void> {
  for (const table of ["ticket_search_terms", "ticket_search", "ticket_search_words"]) {
    await db.schema.dropTable(table).ifExists().execute();
  }
  if (engine === "sqlite") {
    await sql`create virtual table ticket_search using fts5(
      document, content='', contentless_delete=1, detail=none, prefix='2 3 4', tokenize='ascii')`.execute(db);
    await sql`create virtual table ticket_search_terms using fts5vocab(ticket_search, instance)`.execute(db);
    await gather(db, gatheredBytes.ofMany);
  } else {
    await sql`create table ticket_search (
      rowid bigint primary key, ticket_seq bigint not null, document tsvector not null)`.execute(db);
  }
  // What is read of a long thread once and not at each of its replies.
  await sql`create table ticket_search_words (
    ticket_seq bigint primary key, through_seq bigint not null, shown text not null, notes text not null)`.execute(db);
}

export async function finishSearchTables(db: Db, engine: Engine): Promise<void> {
  if (engine === "sqlite") {
    await sql`insert into ticket_search (ticket_search) values ('optimize')`.execute(db);
    await gather(db, gatheredBytes.usual);
  } else {
    await sql`create index ticket_search_ticket on ticket_search (ticket_seq)`.execute(db);
    await sql`create index ticket_search_document on ticket_search using gin (document)`.execute(db);
  }
}

/** What SQLite gathers before it writes a piece of the index: small pieces of many documents are merged over and over. */
const gatheredBytes = { ofMany: 64_000_000, usual: 1_048_576 };

const gather = (db: Db, bytes: number) =>
  sql`insert into ticket_search (ticket_search, rank) values ('hashsize', ${sql.lit(bytes)})`.execute(db);
