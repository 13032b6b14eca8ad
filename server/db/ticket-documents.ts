/** What a ticket is found by: its subject, who wrote it, its messages and their files, and in a document for staff its notes. */
import { type RawBuilder, sql } from "kysely";
import { mark } from "../search/owners.ts";
import { addWords } from "../search/words.ts";
import type { Db, Engine, Tx } from "./database.ts";
import { prepared } from "./prepared.ts";
import type { TicketsTable } from "./schema.ts";
import { deleteDocuments, type Document, insertDocument } from "./ticket-search.ts";

/** UTF-16 units of all words of a document: the newest stay. Postgres takes a megabyte, and nobody writes that. */
const maxCharacters = 100_000;
/** A thread with more messages than this is not read again at each of its replies. */
const maxReadAgain = 8;

export const ticketColumns = [
  "seq",
  "last_seq",
  "project_id",
  "customer_id",
  "visitor_id",
  "company_id",
  "subject",
  "author_name",
  "claimed_email",
] as const;

export type IndexedTicket = Pick<TicketsTable, Exclude<(typeof ticketColumns)[number], "seq">> & { seq: number };

export interface IndexedMessage {
  body: string;
  internal: number;
  /** Names, one a line. */
  files: string | null;
}

const ticketById = prepared((db, arg: { id: string }) =>
  db.selectFrom("tickets").select(ticketColumns).where("id", "=", arg.id),
);

/** Of a message of the query. A file's name has no line breaks. */
export const fileNames = (engine: Engine): RawBuilder<string | null> => {
  const list = engine === "sqlite" ? sql`group_concat(name, char(10))` : sql`string_agg(name, chr(10))`;
  return sql<string | null>`(select ${list} from attachments where attachments.message_id = messages.id)`;
};

interface After {
  ticketId: string;
  seq: number;
}

const messagesQuery = (engine: Engine) =>
  prepared((db, { ticketId, seq }: After) =>
    db
      .selectFrom("messages")
      .select(["seq", "body", "internal", fileNames(engine).as("files")])
      .where("ticket_id", "=", ticketId)
      .where("seq", ">", seq)
      .where("author_kind", "!=", "system")
      .orderBy("seq"),
  );
const messagesAfter = { sqlite: messagesQuery("sqlite"), postgres: messagesQuery("postgres") };

/** Of a thread, by who may read them; the newest last. */
export interface ThreadWords {
  shown: Set<string>;
  notes: Set<string>;
}

export function addMessageWords({ shown, notes }: ThreadWords, { body, internal, files }: IndexedMessage): void {
  const words = internal ? notes : shown;
  for (const text of [body, files ?? ""]) {
    // Said again it is among the newest.
    const newest = new Set<string>();
    addWords(newest, text);
    for (const word of newest) {
      words.delete(word);
      words.add(word);
    }
  }
}

export function documentsOf(ticket: IndexedTicket, { shown, notes }: ThreadWords): Document[] {
  const { seq: ticketSeq, last_seq: lastSeq, project_id, customer_id, visitor_id, company_id } = ticket;
  const heading = new Set<string>();
  addWords(heading, `${ticket.subject}\n${ticket.author_name}\n${ticket.claimed_email ?? ""}`);
  const owners = [
    ...(customer_id === null ? [] : [mark.customer(customer_id)]),
    ...(visitor_id === null ? [] : [mark.visitor(visitor_id)]),
    ...(company_id === null ? [] : [mark.company(company_id)]),
  ];
  const staff = [
    mark.staff,
    mark.project(project_id),
    ...(customer_id === null ? [] : [mark.ofCustomer(customer_id)]),
    ...(company_id === null ? [] : [mark.ofCompany(company_id)]),
  ];
  const of = (marks: string[], texts: Set<string>[], forStaffAlone: boolean): Document => ({
    ticketSeq,
    lastSeq,
    forStaffAlone,
    words: [...marks, ...newestWords([heading, ...texts.map((words) => new Set([...words].reverse()))])],
  });
  if (notes.size === 0) return [of([...owners, ...staff], [shown], false)];
  return [of(owners, [shown], false), of(staff, [shown, notes], true)];
}

/** As many as go into a document. */
function newestWords(sets: readonly Set<string>[]): Set<string> {
  const words = new Set<string>();
  let characters = 0;
  for (const set of sets) {
    for (const word of set) {
      if (words.has(word)) continue;
      characters += word.length + 1;
      if (characters > maxCharacters) return words;
      words.add(word);
    }
  }
  return words;
}

/**
 * Makes the documents of a ticket anew before the transaction ends, whatever else is changed in it: a ticket and its
 * words are there together, or neither. Asked for before its first change, since they lie where it stood. Old ones go
 * before any new one comes: SQLite writes its index whenever a number is lower than the one before.
 */
export async function reindexAtEnd(tx: Tx, ticketId: string): Promise<void> {
  const name = `search ${ticketId}`;
  if (tx.endings.has(name)) return;
  const [before] = await ticketById(tx.db, { id: ticketId });
  const make = (): Promise<void> => index(tx, ticketId, before?.seq);
  if (!before) return void tx.endings.set(name, { make });
  const { seq: ticketSeq, last_seq: lastSeq } = before;
  const run = (): Promise<void> => deleteDocuments(tx.db, tx.engine, { ticketSeq, lastSeq });
  tx.endings.set(name, { clear: { at: lastSeq, run }, make });
}

/** The same for one that is only now made. */
export const indexAtEnd = (tx: Tx, ticketId: string): void =>
  void tx.endings.set(`search ${ticketId}`, { make: () => index(tx, ticketId, undefined) });

/** @param ticketSeq of one that may have kept words */
async function index({ db, engine }: Tx, ticketId: string, ticketSeq: number | undefined): Promise<void> {
  const [ticket] = await ticketById(db, { id: ticketId });
  if (!ticket) return;
  const words = await readThread(db, engine, ticketId, ticketSeq);
  for (const document of documentsOf(ticket, words)) await insertDocument(db, engine, document);
}

/** What a document for customers holds, made without the index. */
export async function wordsForCustomers(db: Db, engine: Engine, ticketId: string): Promise<ReadonlySet<string>> {
  const [ticket] = await ticketById(db, { id: ticketId });
  const thread = await readThread(db, engine, ticketId, undefined);
  return new Set(ticket && documentsOf(ticket, { shown: thread.shown, notes: new Set() })[0]!.words);
}

interface KeptWords {
  through_seq: number;
  shown: string;
  notes: string;
}

const keptWords = prepared((db, arg: { ticketSeq: number }) => ({
  compile: () =>
    sql<KeptWords>`select through_seq, shown, notes from ticket_search_words
      where ticket_seq = ${arg.ticketSeq}`.compile(db),
}));

const keepWords = prepared((db, arg: KeptWords & { ticketSeq: number }) => ({
  compile: () =>
    sql`insert into ticket_search_words (ticket_seq, through_seq, shown, notes)
      values (${arg.ticketSeq}, ${arg.through_seq}, ${arg.shown}, ${arg.notes})
      on conflict (ticket_seq) do update
      set through_seq = excluded.through_seq, shown = excluded.shown, notes = excluded.notes`.compile(db),
}));

/** @param ticketSeq of one that may have kept words */
async function readThread(
  db: Db,
  engine: Engine,
  ticketId: string,
  ticketSeq: number | undefined,
): Promise<ThreadWords> {
  const [kept] = ticketSeq === undefined ? [] : await keptWords(db, { ticketSeq });
  const words = { shown: splitWords(kept?.shown), notes: splitWords(kept?.notes) };
  const messages = await messagesAfter[engine](db, { ticketId, seq: kept?.through_seq ?? 0 });
  for (const message of messages) addMessageWords(words, message);
  const last = messages.at(-1);
  if (ticketSeq !== undefined && last && (kept || messages.length > maxReadAgain)) {
    const [shown, notes] = [joinWords(words.shown), joinWords(words.notes)];
    await keepWords(db, { ticketSeq, through_seq: last.seq, shown, notes });
  }
  return words;
}

const splitWords = (text = ""): Set<string> => new Set(text === "" ? [] : text.split(" "));

const joinWords = (words: Set<string>): string => [...newestWords([new Set([...words].reverse())])].reverse().join(" ");
