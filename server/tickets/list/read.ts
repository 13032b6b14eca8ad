/** A page of tickets, whoever asks: found by an index, looked through where none says all that was asked. */
import { type Expression, sql } from "kysely";
import type { Principal } from "../../access/principals.ts";
import type { TicketSort } from "../../contract/staff.ts";
import type { Database, Db, Engine } from "../../db/database.ts";
import { ticketsBy } from "./indexes.ts";
import { merged } from "../../db/merged.ts";
import { maxLookedThrough } from "../hits.ts";
import { conditionsOf, type TicketFilter } from "./filter.ts";
import {
  byKeys,
  cursorAt,
  type Found,
  isAfter,
  isUpTo,
  keysOf,
  type Position,
  positionOf,
  readPosition,
} from "./orders.ts";
import { type Way, wayTo } from "./ways.ts";

export interface ListRequest {
  filter: TicketFilter;
  sort: TicketSort;
  cursor?: string | undefined;
  /** Rows of a page. */
  limit: number;
}

export interface FoundPage {
  /** `tickets.seq`, in order. */
  seqs: number[];
  nextCursor: string | null;
  /** So many were looked at and the page is not full all the same: there may be more behind them. */
  lookedThrough?: number;
}

/** By then most pages are full, and to find where the rest ends costs more than the page. */
const firstLook = 2_000;
/** More branches are planned elsewhere too: of a hundred that takes longer than the page. */
const maxBranchesHere = 32;

type Source = Pick<Database, "read" | "lists" | "engine">;

export async function findTickets(source: Source, who: Principal, request: ListRequest): Promise<FoundPage> {
  const { filter, sort, cursor, limit } = request;
  const after = cursor === undefined ? undefined : readPosition(sort, cursor);
  const way = await wayTo(source, who, filter, sort);
  if (!way) return { seqs: [], nextCursor: null };
  const all = conditionsOf(who, filter);
  const left = [...all].filter(([part]) => !way.serves.includes(part)).map(([, one]) => one);
  // The rule itself is asked of every row of a portal, whatever a branch says: a mistake there must show nobody a ticket.
  const rule = isOfPortal(who) && way.serves.includes("reach") ? [all.get("reach")!] : [];
  const rest = [...left, ...rule];
  const isInOrder = way.order === sort;
  // The thread that answers reads a page that its index has as it is: the way to another one takes longer.
  const isShort = isInOrder && left.length === 0 && isPlain(way);
  const page = { engine: source.engine, db: isShort ? source.read : source.lists };
  const look = async (end: Position | undefined): Promise<FoundPage> => {
    const conditions = [...rest, ...begun(sort, after), ...ended(way.order, end)];
    const rows = await readRows(page, way, sort, conditions, { limit: limit + 1 });
    const seqs = rows.slice(0, limit).map(({ seq }) => seq);
    return { seqs, nextCursor: rows.length > limit ? cursorAt(positionOf(rows[limit - 1]!)) : null };
  };
  if (isInOrder && left.length === 0) return look(undefined);
  const within = async (rows: number): Promise<FoundPage> => {
    const end = await endOfLook(source, way, isInOrder ? after : undefined, rows);
    const found = await look(end);
    if (!end || found.nextCursor !== null) return found;
    return { ...found, nextCursor: isInOrder ? cursorAt(end) : null, lookedThrough: rows };
  };
  const soon = isInOrder ? await within(firstLook) : undefined;
  return soon && soon.lookedThrough === undefined ? soon : within(maxLookedThrough);
}

const isPlain = ({ branches }: Way): boolean =>
  branches.length <= maxBranchesHere && !branches.some(({ isNarrowed }) => isNarrowed);

const isOfPortal = ({ kind }: Principal): boolean => kind !== "staff" && kind !== "key";
const begun = (sort: TicketSort, after: Position | undefined) => (after ? [isAfter(sort, after)] : []);
const ended = (sort: TicketSort | undefined, end: Position | undefined) => (sort && end ? [isUpTo(sort, end)] : []);

/** Where looking stops; undefined where there is less than that. By the index alone: no row is read for it. */
async function endOfLook(
  source: Source,
  way: Way,
  after: Position | undefined,
  rows: number,
): Promise<Position | undefined> {
  const { order } = way;
  if (!order) return undefined;
  const [row] = await readRows({ engine: source.engine, db: source.lists }, way, order, begun(order, after), {
    limit: 1,
    offset: rows - 1,
  });
  return row && positionOf(row);
}

/**
 * Rows of all branches, in order. In the way's own order they are merged as they come, and reading ends with the page; in
 * another one, all that the conditions leave are put in order.
 */
async function readRows(
  { db, engine }: { db: Db; engine: Engine },
  way: Way,
  sort: TicketSort,
  conditions: readonly Expression<unknown>[],
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<Found[]> {
  const keys = keysOf(sort);
  const branches = way.branches.map(
    ({ index, where }) =>
      sql`select tickets.seq, ${keys} from ${ticketsBy(engine, index)} where ${sql.join([where, ...conditions], sql` and `)}`,
  );
  const isSorted = way.order !== sort;
  const rows = merged(engine, { branches, order: byKeys(sort), limit, offset, isSorted });
  return (await sql<Found>`${rows}`.execute(db)).rows;
}
