/** Lists in keyset order: a cursor names the last row seen, so that page 1,000 costs what page 1 costs. */
import { type ExpressionBuilder, sql, type SqlBool } from "kysely";
import type { Principal } from "../access/principals.ts";
import { readable } from "../access/rules.ts";
import type { Engine } from "../db/database.ts";
import { matchingMessages } from "../db/search.ts";
import type { Schema } from "../db/schema.ts";
import { readCursor, writeCursor } from "../http/read-query.ts";
import { refuseField } from "../errors.ts";
import type { TicketSort } from "../contract/staff.ts";
import type { TicketStatus } from "../contract/tickets.ts";
import { statuses } from "./status.ts";

type Eb = ExpressionBuilder<Schema, "tickets">;

export interface TicketFilter {
  project?: string | undefined;
  inbox?: string | undefined;
  /** Several with commas. */
  status?: string | undefined;
  /** An id, "none", or undefined. */
  assignee?: string | undefined;
  priority?: string | undefined;
  type?: string | undefined;
  tag?: string | undefined;
  customer?: string | undefined;
  held?: boolean | undefined;
  q?: string | undefined;
  /** Of a customer: one's own, or those of the whole company. */
  scope?: "mine" | "company" | undefined;
}

/** Everything a list leaves out, first of all what the one who asks may not see. */
export function matches(who: Principal, engine: Engine, filter: TicketFilter) {
  return (eb: Eb) => {
    const conditions = [readable(who, filter.scope)(eb)];
    if (filter.project !== undefined) conditions.push(eb("tickets.project_id", "=", filter.project));
    if (filter.inbox !== undefined) conditions.push(eb("tickets.inbox_id", "in", inboxesRead(eb, filter.inbox)));
    if (filter.status !== undefined) {
      const asked = readStatuses(filter.status);
      // A list of one is a list to SQLite, which then puts in order what lies in order.
      const [only] = asked;
      conditions.push(asked.length === 1 ? eb("tickets.status", "=", only!) : eb("tickets.status", "in", asked));
    }
    if (filter.assignee === "none") conditions.push(eb("tickets.assignee_id", "is", null));
    else if (filter.assignee !== undefined) conditions.push(eb("tickets.assignee_id", "=", filter.assignee));
    if (filter.priority !== undefined) conditions.push(eb("tickets.priority", "=", filter.priority as "normal"));
    if (filter.type !== undefined) conditions.push(eb("tickets.type", "=", filter.type));
    if (filter.customer !== undefined) conditions.push(eb("tickets.customer_id", "=", filter.customer));
    // Written out, or neither engine knows that the index of held tickets holds all of them.
    if (filter.held !== undefined) conditions.push(eb("tickets.held", "=", eb.lit(filter.held ? 1 : 0)));
    // Tags are a JSON list of strings; a quoted tag cannot be part of another one.
    if (filter.tag !== undefined) {
      const pattern = `%${JSON.stringify(filter.tag).replace(/[\\%_]/g, "\\$&")}%`;
      conditions.push(eb.and([sql<SqlBool>`tickets.tags like ${pattern} escape '\\'`]));
    }
    if (filter.q !== undefined) conditions.push(found(who, engine, filter.q)(eb));
    return eb.and(conditions);
  };
}

/** The inbox with those that were deleted and whose tickets it has since; so also for whoever asks by the name of one. */
const inboxesRead = (eb: Eb, asked: string) =>
  eb
    .selectFrom("inboxes as own")
    .innerJoin("inboxes as asked", (join) =>
      join.on(
        (on) => on.fn.coalesce("own.moved_to", "own.id"),
        "=",
        (on) => on.fn.coalesce("asked.moved_to", "asked.id"),
      ),
    )
    .select("own.id")
    .where("asked.id", "=", asked);

/** Words in the messages that this reader may see, or the ticket's number. */
function found(who: Principal, engine: Engine, query: string) {
  return (eb: Eb) => {
    const number = /^\s*#?(\d{1,9})\s*$/.exec(query)?.[1];
    const seqs = matchingMessages(engine, query);
    const byWords = seqs
      ? eb(
          "tickets.id",
          "in",
          eb
            .selectFrom("messages")
            .select("messages.ticket_id")
            .where(sql<boolean>`messages.seq in ${seqs}`)
            // A note must not be found by the one it is hidden from.
            .$if(who.kind !== "staff" && who.kind !== "key", (notes) => notes.where("messages.internal", "=", 0)),
        )
      : eb.or([]);
    return number === undefined ? byWords : eb.or([eb("tickets.number", "=", Number(number)), byWords]);
  };
}

function readStatuses(list: string): TicketStatus[] {
  const asked = list.split(",") as TicketStatus[];
  if (!asked.every((status) => statuses.includes(status))) {
    refuseField("status", "not_allowed");
  }
  return asked;
}

interface Order {
  /** Column expression and direction, the most important first; together they tell any two tickets apart. */
  by: { column: string; direction: "asc" | "desc" }[];
}

const rank = "case tickets.priority when 'urgent' then 3 when 'high' then 2 when 'normal' then 1 else 0 end";

/** Numbers that were given out one after the other, never times: a clock that jumps must not reorder a desk. */
const orders: Record<TicketSort, Order> = {
  updated: { by: [{ column: "tickets.last_seq", direction: "desc" }] },
  oldest: { by: [{ column: "tickets.seq", direction: "asc" }] },
  newest: { by: [{ column: "tickets.seq", direction: "desc" }] },
  priority: {
    by: [
      { column: rank, direction: "desc" },
      { column: "tickets.last_seq", direction: "desc" },
    ],
  },
};

/** `order by`, and the condition that a row comes after the cursor. */
export function paging(sort: TicketSort, cursor: string | undefined) {
  const { by } = orders[sort];
  const orderBy = sql.raw(by.map(({ column, direction }) => `${column} ${direction}`).join(", "));
  if (cursor === undefined) return { orderBy, after: sql<boolean>`1 = 1` };
  const position = readCursor(
    cursor,
    by.map(() => "number"),
  );
  const operator = sql.raw(by[0]!.direction === "desc" ? "<" : ">");
  const columns = sql.join(by.map(({ column }) => sql.raw(column)));
  return { orderBy, after: sql<boolean>`(${columns}) ${operator} (${sql.join(position)})` };
}

export function cursorAfter(sort: TicketSort, row: { seq: number; last_seq: number; priority: string }): string {
  const ranks: Record<string, number> = { urgent: 3, high: 2, normal: 1 };
  switch (sort) {
    case "updated":
      return writeCursor([row.last_seq]);
    case "oldest":
    case "newest":
      return writeCursor([row.seq]);
    case "priority":
      return writeCursor([ranks[row.priority] ?? 0, row.last_seq]);
  }
}
