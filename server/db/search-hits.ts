/** Which documents hold what is searched for, the newest first. */
import { type RawBuilder, sql } from "kysely";
import type { Searched, Term } from "../search/words.ts";
import type { Db, Engine } from "./database.ts";
import { documentId } from "./ticket-search.ts";

export interface Query {
  searched: readonly (Searched & {
    /** Words instead of which one of these is enough. */
    or: readonly string[];
  })[];
  /** Whose documents: one of these is in them. */
  marks: readonly string[];
}

export interface HitsAsked {
  query: Query;
  /** `last_seq` that those of their tickets are lower than. */
  below: number;
  limit: number;
  /** `last_seq` of the tickets that the reader may see, the newest first: so many, below that position. For Postgres. */
  newest: (limit: number, below: number) => RawBuilder<unknown>;
}

const firstOf = (lastSeq: number): number => documentId({ lastSeq, forStaffAlone: false });

/** @returns numbers of documents, the newest first */
export const findHits = (db: Db, engine: Engine, asked: HitsAsked): Promise<number[]> =>
  (engine === "sqlite" ? hitsOnSqlite : hitsOnPostgres)(db, asked);

/* SQLite: each word's documents are read from the newest on, all words side by side, until there are enough. */

/** Words of so many letters and fewer have an index of beginnings. */
const indexedBeginning = 4;
/** Words that begin with a searched one, each looked up by itself; with more of them their documents are put together first. */
const maxContinuations = 150;

async function hitsOnSqlite(db: Db, { query, below, limit }: HitsAsked): Promise<number[]> {
  const continuations = new Map<string, string[]>();
  for (const { word, isWhole } of query.searched.flatMap(({ ways }) => ways.flat())) {
    if (isWhole || isShort(word) || continuations.has(word)) continue;
    continuations.set(word, await continuationsOf(db, word));
  }
  const term = ({ word, isWhole }: Term): string => {
    if (isWhole) return `"${word}"`;
    const all = continuations.get(word);
    if (!all || all.length > maxContinuations) return `"${word}"*`;
    // A word that none begins with is looked for all the same, and not found.
    return any(all.length > 0 ? all.map((one) => `"${one}"`) : [`"${word}"`]);
  };
  const match = all([
    ...query.searched.map(({ ways, or }) =>
      any([...ways.map((terms) => all(terms.map(term))), ...or.map((one) => `"${one}"`)]),
    ),
    any(query.marks.map((one) => `"${one}"`)),
  ]);
  // Without the cast it is no whole number, by which SQLite would not find where to begin, and read everything newer.
  const { rows } = await sql<{ rowid: number }>`select rowid from ticket_search
    where ticket_search match ${match} and rowid < cast(${firstOf(below)} as integer)
    order by rowid desc limit ${limit}`.execute(db);
  return rows.map(({ rowid }) => rowid);
}

const any = (parts: readonly string[]): string => (parts.length === 1 ? parts[0]! : `(${parts.join(" OR ")})`);
const all = (parts: readonly string[]): string => (parts.length === 1 ? parts[0]! : `(${parts.join(" AND ")})`);

function isShort(word: string): boolean {
  const signs = [...word].length;
  return signs > 1 && signs <= indexedBeginning;
}

/** From one word of the index to the next: only a look at each, however many documents it has. */
async function continuationsOf(db: Db, word: string): Promise<string[]> {
  const end = `${word}\u{10ffff}`;
  const next = (from: RawBuilder<unknown>) => sql`(select term from ticket_search_terms where term >= ${from} limit 1)`;
  const { rows } = await sql<{ term: string }>`with recursive found (term, number) as (
      select ${next(sql`${word}`)}, 1
      union all
      select ${next(sql`found.term || ' '`)}, number + 1 from found
      where found.term < ${end} and number <= ${maxContinuations}
    )
    select term from found where term < ${end}`.execute(db);
  return rows.map(({ term }) => term);
}

/*
 * Postgres: its index knows no order, and of a word that many hold it reads all. So the newest tickets are asked first,
 * each by itself, where what many hold is found at once; and the index only for what is rare among them.
 */

const walkedAtOnce = 2000;
/** Where the newest hold too few of a word that is no rare one, the walk goes on as far as they promise the rest. */
const maxWalked = 20_000;
const spare = 1.3;

async function hitsOnPostgres(db: Db, asked: HitsAsked): Promise<number[]> {
  const { query, below, limit } = asked;
  const first = Math.max(walkedAtOnce, limit * 2);
  const near = await walkNewest(db, asked, first);
  if (near.isAll) return near.found;
  const promised = Math.ceil((first * limit * spare) / near.found.length);
  const far = promised <= maxWalked ? await walkNewest(db, asked, promised) : near;
  if (far.isAll) return far.found;
  const { rows: hits } = await sql<{ rowid: number }>`
    with hits as materialized (
      select rowid from ticket_search
      where document @@ ${tsquery(query, isTelling)}::tsquery and (document @@ ${tsquery(query)}::tsquery) is true)
    select rowid from hits where rowid < ${firstOf(below)} order by rowid desc limit ${limit}`.execute(db);
  return hits.map(({ rowid }) => Number(rowid));
}

/** @returns what the newest tickets have of it, and whether that is as much as was asked for, or as there is */
async function walkNewest(
  db: Db,
  { query, below, limit, newest }: HitsAsked,
  walk: number,
): Promise<{ found: number[]; isAll: boolean }> {
  // A join may be done by reading the whole table, where Postgres has not counted it yet, and without `is true` the words
  // may be looked up in the index, which is what the walk is there to spare.
  const { rows } = await sql<{ walked: number; found: number[] }>`
    with newest as materialized (${newest(walk, below)})
    select (select count(*) from newest)::int as walked, array(
      select rowid from ticket_search
      where rowid = any (array(select last_seq * 2 from newest union all select last_seq * 2 + 1 from newest))
        and (document @@ ${tsquery(query)}::tsquery) is true
      order by rowid desc limit ${limit}
    )::float8[] as found`.execute(db);
  const { walked, found } = rows[0]!;
  return { found, isAll: found.length === limit || walked < walk };
}

/** Of words that all have to be there the index need not read those that begin with two letters, which are half of all. */
const isTelling = ({ word, isWhole }: Term): boolean => isWhole || word.length > 2;

/** @param needed of several terms of one way; where it leaves none, all are needed */
function tsquery({ searched, marks }: Query, needed: (term: Term) => boolean = () => true): string {
  const neededOf = (terms: readonly Term[]): readonly Term[] => {
    const kept = terms.filter(needed);
    return kept.length > 0 ? kept : terms;
  };
  const term = ({ word, isWhole }: Term): string => (isWhole ? `'${word}'` : `'${word}':*`);
  const exact = (word: string): string => `'${word}'`;
  const join = (parts: readonly string[], sign: string): string => `(${parts.join(` ${sign} `)})`;
  const words = searched.map(({ ways, or }) =>
    join([...ways.map((terms) => join(neededOf(terms).map(term), "&")), ...or.map(exact)], "|"),
  );
  return join([...words, join(marks.map(exact), "|")], "&");
}
