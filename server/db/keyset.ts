/**
 * Pages of long lists, on both engines alike: no list is read as a whole, or put in order, to show a page of it.
 *
 * A list that an index holds in its order is walked along that index from the cursor on (`walk`). Of several projects
 * each is a branch of one statement, and both engines merge branches as they go: so a page of sixty costs little more
 * than a page of one. What no index holds is gathered where it is few (`gather`), and else looked for along the list,
 * for so many rows at most: a list that is read to its end for a handful of rows holds up everybody.
 */
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Reach } from "../contract/staff.ts";
import type { Db, Engine } from "./database.ts";
import { merged } from "./merged.ts";

export type Condition = RawBuilder<SqlBool>;

export type WordsTable = "customer_words" | "company_words";
const owners = { customer_words: "customer_id", company_words: "company_id" } as const;

export interface Listing {
  engine: Engine;
  /** Of words: those who have them, each once. */
  table: "customers" | "companies" | "customer_words";
  /** Column or expression as an index has it; ties go by the id. */
  key: RawBuilder<unknown>;
  direction: "asc" | "desc";
  /** Key and id of the last row that was seen. */
  after: readonly unknown[] | undefined;
  limit: number;
}

export interface Found {
  /** Its key. */
  k: number | string;
  id: string;
}

export interface Walked {
  /** One more than a page, where there are as many. */
  rows: Found[];
  /** The last row that was looked at, where looking ended before the list did. */
  end?: Found;
}

/** Rows that are looked through for a page. */
export const lookedThrough = 20_000;
/** The same in steps: most pages are full after the first, and where a step ends costs as much as a look at half of it. */
const steps = [2_000, 4_000, 14_000];
/** Rows that are gathered and put in order; of more the list is walked, where they are met soon enough. */
const gathered = 5000;
/**
 * As many as SQLite merges, and as somebody can have: a walk along all projects would end at a row of somebody else's, and
 * say so in the cursor.
 */
export const maxBranches = 500;

export const both = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(conditions, sql` and `)}`;

/** Rows of these projects, as a condition. */
export const ofProjects = (projects: Reach): Condition[] =>
  projects === "all" ? [] : [sql<SqlBool>`project_id in (${sql.join(projects)})`];

/** Those among whose rows a list is walked: a branch each, or all of them and a filter. */
export const projectBranches = (projects: Reach): { branches: Condition[]; filters: Condition[] } =>
  projects === "all" || projects.length > maxBranches
    ? { branches: [both([])], filters: ofProjects(projects) }
    : { branches: projects.map((id) => sql<SqlBool>`project_id = ${id}`), filters: [] };

/** What sorts after every word that begins with these letters, on both engines. */
const last = "\u{10ffff}";

export const beginsWith = (word: string, column = "word"): Condition =>
  sql<SqlBool>`${sql.ref(column)} >= ${word} and ${sql.ref(column)} < ${word + last}`;

/** The ids of those who have a word that begins so. @param isMain see `NameWord` */
export const idsByWord = (words: WordsTable, projects: Reach, word: string, isMain: boolean): RawBuilder<unknown> =>
  sql`select ${sql.ref(owners[words])} as id from ${sql.table(words)}
    where project_id in ${projects === "all" ? sql`(select id from projects)` : sql`(${sql.join(projects)})`}
    and main in ${isMain ? sql`(1)` : sql`(0, 1)`} and ${beginsWith(word)}`;

const idOf = ({ table }: Pick<Listing, "table">) =>
  sql.ref(table === "customer_words" ? `${table}.customer_id` : `${table}.id`);

/** The same of one row of a list. As a value, which neither engine turns into a join over all words. */
export function hasWord(table: Listing["table"], words: WordsTable, word: string, isMain: boolean): Condition {
  const owner = sql`${sql.ref(`own.${owners[words]}`)} = ${idOf({ table })}`;
  const main = isMain ? sql`and own.main = 1` : sql``;
  return sql<SqlBool>`(select 1 from ${sql.table(words)} as own
    where ${owner} ${main} and ${beginsWith(word, "own.word")} limit 1) is not null`;
}

const operators = { asc: { after: ">", upTo: "<=" }, desc: { after: "<", upTo: ">=" } } as const;

const compared = (listing: Listing, to: "after" | "upTo", position: readonly unknown[]): Condition =>
  sql<SqlBool>`(${listing.key}, ${idOf(listing)}) ${sql.raw(operators[listing.direction][to])} (${sql.join(position)})`;

/** @param branches each the beginning of an index that goes on with the key and the id */
function ordered(listing: Listing, branches: readonly Condition[], more: readonly Condition[], offset = 0) {
  const { engine, table, key, direction, after, limit } = listing;
  const way = sql.raw(direction);
  // Several words of one person may begin so.
  const isDistinct = table === "customer_words";
  const select = sql.raw(isDistinct ? "select distinct" : "select");
  const selects = branches.map((branch) => {
    const conditions = [branch, ...(after ? [compared(listing, "after", after)] : []), ...more];
    return sql`${select} ${key} as k, ${idOf(listing)} as id from ${sql.table(table)} where ${both(conditions)}`;
  });
  const order = sql`k ${way}, id ${way}`;
  const page = { branches: selects, order, limit: offset > 0 ? 1 : limit + 1, offset, isDistinct };
  return sql<Found>`${merged(engine, page)}`;
}

/** @param filters what the index does not know: with one, looking ends after so many rows */
export async function walk(
  db: Db,
  listing: Listing,
  branches: readonly Condition[],
  filters: readonly Condition[] = [],
): Promise<Walked> {
  if (branches.length === 0) return { rows: [] };
  if (filters.length === 0) return { rows: (await ordered(listing, branches, []).execute(db)).rows };
  const rows: Found[] = [];
  let at = listing;
  let end: Found | undefined;
  for (const step of steps) {
    [end] = (await ordered(at, branches, [], step - 1).execute(db)).rows;
    const upTo = end ? [compared(at, "upTo", [end.k, end.id])] : [];
    const wanted = { ...at, limit: listing.limit - rows.length };
    const more = (await ordered(wanted, branches, [...upTo, ...filters]).execute(db)).rows;
    // Whoever gets another name meanwhile may stand here a second time.
    rows.push(...more.filter(({ id }) => !rows.some((row) => row.id === id)));
    if (!end || rows.length > listing.limit) return { rows };
    at = { ...at, after: [end.k, end.id] };
  }
  return { rows, ...(end && { end }) };
}

/**
 * Of several ways to the rows that fit, each by an index, the one with the fewest rows.
 * @param sources selects of ids
 * @returns undefined where all have too many
 */
export async function fewest(
  db: Db,
  sources: readonly RawBuilder<unknown>[],
): Promise<RawBuilder<unknown> | undefined> {
  let best: { source: RawBuilder<unknown>; n: number } | undefined;
  for (const source of sources) {
    const some = sql<{ n: number }>`select count(*) as n from (${source} limit ${gathered + 1}) as few`;
    const n = Number((await some.execute(db)).rows[0]!.n);
    if (n <= gathered && (!best || n < best.n)) best = { source, n };
  }
  return best?.source;
}

/** A page of what a source holds, put in order. @param source as `fewest` answers it */
export async function gather(
  db: Db,
  listing: Listing,
  source: RawBuilder<unknown>,
  filters: readonly Condition[],
): Promise<Walked> {
  const { table, key, direction, after, limit } = listing;
  const way = sql.raw(direction);
  const id = sql.ref(`${table}.id`);
  const conditions = [
    sql<SqlBool>`${id} = found.id`,
    ...(after ? [compared(listing, "after", after)] : []),
    ...filters,
  ];
  // A cross join: SQLite would walk the list in its order and ask of each row whether it was found.
  const { rows } = await sql<Found>`select ${key} as k, ${id} as id
    from (select distinct id from (${source} limit ${gathered + 1}) as few) as found cross join ${sql.table(table)}
    where ${both(conditions)} order by k ${way}, ${id} ${way} limit ${limit + 1}`.execute(db);
  return { rows };
}
