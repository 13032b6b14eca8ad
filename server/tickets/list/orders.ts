/** Orders of lists, and cursors: one names the last row seen, so that page 1,000 costs what page 1 costs. */
import { type RawBuilder, sql } from "kysely";
import type { TicketSort } from "../../contract/staff.ts";
import { readCursor, writeCursor } from "../../http/read-query.ts";
import type { TicketRow } from "../store.ts";

interface Order {
  /** Column expressions, the most important first; together they tell any two tickets apart. */
  columns: readonly string[];
  direction: "asc" | "desc";
}

/** As the index `tickets_turn` says it. */
export const rank = "case tickets.priority when 'urgent' then 3 when 'high' then 2 when 'normal' then 1 else 0 end";
export const ranks: Record<string, number> = { urgent: 3, high: 2, normal: 1, low: 0 };

/** Numbers that were given out one after the other, never times: a clock that jumps must not reorder a desk. */
const orders: Record<TicketSort, Order> = {
  updated: { columns: ["tickets.last_seq"], direction: "desc" },
  oldest: { columns: ["tickets.seq"], direction: "asc" },
  newest: { columns: ["tickets.seq"], direction: "desc" },
  priority: { columns: [rank, "tickets.last_seq"], direction: "desc" },
};

/** Values of an order's columns at one row. */
export type Position = readonly number[];

/** Where a ticket stands in a list. */
export function positionIn(sort: TicketSort, row: Pick<TicketRow, "seq" | "last_seq" | "priority">): Position {
  if (sort === "updated") return [row.last_seq];
  return sort === "priority" ? [ranks[row.priority]!, row.last_seq] : [row.seq];
}

export const isNewestFirst = (sort: TicketSort): boolean => orders[sort].direction === "desc";

/** A row as it is found: what it is fetched by, and where it stands in the order that was asked for. */
export interface Found {
  seq: number;
  k1: number;
  k2?: number;
}

export const positionOf = ({ k1, k2 }: Found): Position => (k2 === undefined ? [k1] : [k1, k2]);
export const cursorAt = (position: Position): string => writeCursor(position);

/** @throws Refusal 400 where the cursor is of no list in this order */
export const readPosition = (sort: TicketSort, cursor: string): Position =>
  readCursor(
    cursor,
    orders[sort].columns.map(() => "number"),
  ) as number[];

/** The order's columns as `k1` and `k2`. */
export const keysOf = (sort: TicketSort): RawBuilder<unknown> =>
  sql.raw(orders[sort].columns.map((column, nth) => `${column} as k${nth + 1}`).join(", "));

export const byKeys = (sort: TicketSort): RawBuilder<unknown> => {
  const { columns, direction } = orders[sort];
  return sql.raw(columns.map((_, nth) => `k${nth + 1} ${direction}`).join(", "));
};

const columnsOf = (sort: TicketSort): RawBuilder<unknown> => {
  const { columns } = orders[sort];
  return columns.length === 1 ? sql.raw(columns[0]!) : sql.raw(`(${columns.join(", ")})`);
};

const valuesOf = (position: Position): RawBuilder<unknown> =>
  position.length === 1 ? sql`${position[0]}` : sql`(${sql.join(position)})`;

export const isAfter = (sort: TicketSort, position: Position): RawBuilder<unknown> =>
  sql`${columnsOf(sort)} ${sql.raw(orders[sort].direction === "desc" ? "<" : ">")} ${valuesOf(position)}`;

export const isUpTo = (sort: TicketSort, position: Position): RawBuilder<unknown> =>
  sql`${columnsOf(sort)} ${sql.raw(orders[sort].direction === "desc" ? ">=" : "<=")} ${valuesOf(position)}`;
