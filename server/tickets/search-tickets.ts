/**
 * Tickets by words. The index gives the newest that hold them, of those that the reader may see; what else a list is
 * narrowed to is asked of these. The row of each ticket is asked once more whether the reader may see it.
 */
import { type RawBuilder, sql } from "kysely";
import type { Principal } from "../access/principals.ts";
import { readable } from "../access/rules.ts";
import type { FoundByStatus, TicketSort } from "../contract/staff.ts";
import type { TicketStatus } from "../contract/tickets.ts";
import type { Database, Db, Engine } from "../db/database.ts";
import { findHits, type Query } from "../db/search-hits.ts";
import { positionOf } from "../db/ticket-search.ts";
import { isAmong } from "../db/values.ts";
import { searchedWords } from "../search/words.ts";
import { type Hit, hitColumns, type Hits, maxLookedThrough, take, type TicketSearch } from "./hits.ts";
import { matches, type TicketFilter } from "./list/filter.ts";
import { cursorAt, isNewestFirst, type Position, positionIn, readPosition } from "./list/orders.ts";
import type { FoundPage } from "./list/read.ts";
import { namedBy } from "./named-people.ts";
import { marksOf } from "./search-marks.ts";
import { searchTracked } from "./search-tracked.ts";

const hitsAtOnce = 1000;
/** Of a number, which every project gives out once. */
const maxNumbered = 500;
const maxCounted = 500;

type Reading = Pick<Database, "lists" | "engine">;

/** @throws Refusal 400 where the cursor is of another list */
export async function searchTickets(database: Reading, search: TicketSearch): Promise<FoundPage> {
  const { who, sort, cursor, limit } = search;
  const after = cursor === undefined ? undefined : readPosition(sort, cursor);
  const numbered = await ticketsNumbered(database.lists, search);
  // All of one number on the first page, however short it is: no later one has them.
  const shown = after === undefined ? numbered : [];
  const isOther = ({ id }: Hit): boolean => !numbered.some((one) => one.id === id);
  const hits = who.kind === "tracking" ? searchTracked(database, who, search) : hitsOf(database, search);
  if (sort === "updated") {
    const { rows, isMore, stoppedAt } = await take(hits(after?.[0]), Math.max(0, limit - shown.length), isOther);
    const seqs = [...shown, ...rows].map(({ seq }) => seq);
    if (isMore) return { seqs, nextCursor: cursorAt([rows.at(-1)?.position ?? Number.MAX_SAFE_INTEGER]) };
    if (stoppedAt === undefined) return { seqs, nextCursor: null };
    return { seqs, nextCursor: cursorAt([stoppedAt]), lookedThrough: maxLookedThrough };
  }
  const { rows, stoppedAt } = await take(hits(undefined), Number.POSITIVE_INFINITY, isOther);
  const ordered = rows
    .map((row) => ({ row, at: positionIn(sort, row) }))
    .filter(({ at }) => after === undefined || isAfter(sort, at, after))
    .toSorted((one, other) => (isAfter(sort, one.at, other.at) ? 1 : -1));
  const page = ordered.slice(0, Math.max(0, limit - shown.length));
  const isMore = ordered.length > page.length;
  return {
    seqs: [...shown, ...page.map(({ row }) => row)].map(({ seq }) => seq),
    nextCursor: isMore ? cursorAt(page.at(-1)?.at ?? firstOf(sort)) : null,
    ...(stoppedAt !== undefined && { lookedThrough: maxLookedThrough }),
  };
}

/** By what is found of each status, whatever status the list is narrowed to; of the newest five hundred or so. */
export async function countFound(
  database: Reading,
  { filter: { status: _status, ...filter }, ...search }: TicketSearch,
): Promise<FoundByStatus> {
  const all = { ...search, filter };
  const numbered = await ticketsNumbered(database.lists, all);
  const counts = countsOf(numbered);
  let found = numbered.length;
  let looked = 0;
  for await (const { positions, endsAt } of looksOf(database, { ...all, limit: maxCounted - 1 })(undefined)) {
    for (const { status, count } of await countAt(database, all, positions, numbered)) {
      counts[status] = (counts[status] ?? 0) + count;
      found += count;
    }
    looked += positions.length;
    if ((found >= maxCounted || looked >= maxLookedThrough) && endsAt !== undefined) return { counts, isMore: true };
  }
  return { counts, isMore: false };
}

/** Of tickets that are all there is. */
export function countsOf(rows: readonly Pick<Hit, "status">[]): FoundByStatus["counts"] {
  const counts: FoundByStatus["counts"] = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

interface Look {
  positions: number[];
  /** Undefined where there is nothing behind it. */
  endsAt: number | undefined;
}

function looksOf({ lists, engine }: Reading, { who, q, filter, limit }: TicketSearch) {
  return async function* (below = Number.MAX_SAFE_INTEGER): AsyncGenerator<Look> {
    const query = await queryOf({ lists, engine }, who, q, filter);
    if (!query) return;
    // A page without filters is full after one look; with them it is one of few.
    for (let size = limit + 1; ; size = hitsAtOnce) {
      const newest = (count: number, under: number) => newestOf(lists, who, filter, count, under);
      const hits = await findHits(lists, engine, { query, below, limit: size, newest });
      const positions = hits.map(positionOf);
      const isLast = hits.length < size;
      below = positions.at(-1) ?? 0;
      yield { positions, endsAt: isLast ? undefined : below };
      if (isLast) return;
    }
  };
}

function hitsOf(database: Reading, search: TicketSearch): Hits {
  const looks = looksOf(database, search);
  return async function* (below) {
    for await (const { positions, endsAt } of looks(below)) {
      yield { rows: await ticketsAt(database, search, positions), endsAt, looked: positions.length };
    }
  };
}

async function queryOf(database: Reading, who: Principal, q: string, filter: TicketFilter): Promise<Query | undefined> {
  const searched = searchedWords(q);
  const marks = marksOf(who, filter);
  if (searched.length === 0 || marks.length === 0) return undefined;
  const or = await Promise.all(searched.map(({ typed }) => namedBy(database, who, filter.project, typed)));
  return { searched: searched.map((one, at) => ({ ...one, or: or[at]! })), marks };
}

const newestOf = (
  db: Db,
  who: Principal,
  { scope, project }: TicketFilter,
  limit: number,
  below: number,
): RawBuilder<unknown> =>
  sql`${db
    .selectFrom("tickets")
    .select("last_seq")
    .where(readable(who, scope))
    .$if(project !== undefined, (query) => query.where("project_id", "=", project!))
    .where("last_seq", "<", below)
    .orderBy("last_seq", "desc")
    .limit(limit)}`;

/** By the message that had the position: its ticket may have moved since. */
const foundAt = (db: Db, engine: Engine, { who, filter }: TicketSearch, positions: readonly number[]) =>
  db
    .selectFrom("messages")
    .innerJoin("tickets", "tickets.id", "messages.ticket_id")
    .where((eb) => isAmong(engine, eb.ref("messages.seq"), positions))
    .where(matches(who, filter));

/** In the order of the positions. */
async function ticketsAt(
  { lists, engine }: Reading,
  search: TicketSearch,
  positions: readonly number[],
): Promise<Hit[]> {
  if (positions.length === 0) return [];
  return foundAt(lists, engine, search, positions)
    .select([...hitColumns, "messages.seq as position"])
    .orderBy("messages.seq", "desc")
    .execute();
}

async function countAt(
  { lists, engine }: Reading,
  search: TicketSearch,
  positions: readonly number[],
  without: readonly Hit[],
): Promise<{ status: TicketStatus; count: number }[]> {
  if (positions.length === 0) return [];
  const seqs = without.map(({ seq }) => seq);
  const rows = await foundAt(lists, engine, search, positions)
    .$if(seqs.length > 0, (query) => query.where("tickets.seq", "not in", seqs))
    .select(({ fn }) => ["tickets.status", fn.countAll<number | string>().as("count")])
    .groupBy("tickets.status")
    .execute();
  return rows.map(({ status, count }) => ({ status, count: Number(count) }));
}

/** The ticket of that number in each project. */
async function ticketsNumbered(db: Db, { who, q, filter }: TicketSearch): Promise<Hit[]> {
  const number = /^\s*#?(\d{1,9})\s*$/.exec(q)?.[1];
  if (number === undefined) return [];
  return (
    db
      .selectFrom("tickets")
      .select([...hitColumns, "tickets.last_seq as position"])
      .where("tickets.number", "=", Number(number))
      // By the index that begins with the project.
      .where("tickets.project_id", "in", db.selectFrom("projects").select("projects.id"))
      .where(matches(who, filter))
      .orderBy("tickets.last_seq", "desc")
      .limit(maxNumbered)
      .execute()
  );
}

function isAfter(sort: TicketSort, one: Position, other: Position): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && one[at]! < other[at]! === isNewestFirst(sort);
}

/** Where a list begins. */
const firstOf = (sort: TicketSort): number[] => {
  const start = isNewestFirst(sort) ? Number.MAX_SAFE_INTEGER : 0;
  return sort === "priority" ? [start, start] : [start];
};
