/** The customers' list in keyset order: a cursor names the last row seen. */
import { type ExpressionBuilder, type RawBuilder, sql } from "kysely";
import type { CustomerSort, InvitationState } from "../contract/people.ts";
import { inReach, type Reaching } from "../access/reach.ts";
import type { Schema } from "../db/schema.ts";
import { readCursor, writeCursor } from "../http/read-query.ts";
import { addressKey } from "../mail-address.ts";
import { begins, contains } from "../http/search-words.ts";
import { askedInAt, type CustomerRecord } from "./query.ts";

type Eb = ExpressionBuilder<Schema, "customers">;
/** States that the list can be narrowed to. */
export type ListedState = Exclude<InvitationState, "bounced">;

export interface CustomerFilter {
  project?: string | undefined;
  /** An id, or "none". */
  company?: string | undefined;
  invitation?: ListedState | undefined;
  /** Of whom somebody has to say whether they are another customer as well. */
  same?: "true" | undefined;
  /** Whose account its owner stopped. */
  stopped?: "true" | undefined;
  q?: string | undefined;
  /** A word has to begin with `q`. */
  begins?: "true" | undefined;
}

export function matches(
  who: Reaching,
  { project, company, invitation, same, stopped, q, begins: isBeginning }: CustomerFilter,
) {
  return (eb: Eb) => {
    const conditions = [inReach(who, eb, "customers.project_id")];
    if (project !== undefined && same === undefined) conditions.push(eb("customers.project_id", "=", project));
    if (company === "none") conditions.push(eb("customers.company_id", "is", null));
    else if (company !== undefined) conditions.push(eb("customers.company_id", "=", company));
    if (invitation !== undefined) conditions.push(eb.and(inState(eb, invitation)));
    if (same !== undefined) {
      // They are few and have an index of their own. The project is asked about there alone: outside, SQLite would take
      // it for the better way in, and look at everybody.
      const asked = eb.selectFrom("customers as asked").select("asked.id").where("asked.same_as_id", "is not", null);
      const here = project === undefined ? asked : asked.where("asked.project_id", "=", project);
      conditions.push(eb("customers.id", "in", here));
    }
    if (stopped !== undefined) conditions.push(eb("customers.stopped_at", "is not", null));
    if (q !== undefined) {
      const columns = ["customers.name", "customers.email"] as const;
      const fits = isBeginning ? begins : contains;
      const found = columns.map((column) => eb.and([fits(eb.ref(column), q)]));
      conditions.push(eb.or([...found, eb("customers.email", "=", addressKey(q.trim()))]));
    }
    return eb.and(conditions);
  };
}

function inState(eb: Eb, state: ListedState) {
  const proven = eb("customers.proven_at", "is not", null);
  if (state === "registered") return [proven];
  const unproven = eb("customers.proven_at", "is", null);
  if (state === "opened") return [unproven, eb("customers.opened_at", "is not", null)];
  const unopened = [unproven, eb("customers.opened_at", "is", null)];
  const columns = ["customers.invited_at", "customers.welcomed_at"] as const;
  if (state === "none") return [...unopened, ...columns.map((column) => eb(column, "is", null))];
  return [...unopened, eb.or(columns.map((column) => eb(column, "is not", null)))];
}

/** `askedInAt` for the database, 0 for never. The two engines have no name in common for the greater of two. */
const askedIn = sql`case
  when coalesce(customers.welcomed_at, 0) > coalesce(customers.invited_at, 0) then customers.welcomed_at
  else coalesce(customers.invited_at, 0)
end`;

interface Order {
  column: RawBuilder<unknown>;
  direction: "asc" | "desc";
  /** Of what stands in a cursor beside the id. */
  valueType: "number" | "string";
  of(row: CustomerRecord): number | string;
}

const orders: Record<CustomerSort, Order> = {
  name: { column: sql`lower(customers.name)`, direction: "asc", valueType: "string", of: (row) => row.name_key },
  newest: { column: sql`customers.created_at`, direction: "desc", valueType: "number", of: (row) => row.created_at },
  // Those who were never asked in come last.
  invited: { column: askedIn, direction: "desc", valueType: "number", of: (row) => askedInAt(row) ?? 0 },
};

/** `order by`, and the condition that a row comes after the cursor. */
export function paging(sort: CustomerSort, cursor: string | undefined) {
  const { column, direction, valueType } = orders[sort];
  const way = sql.raw(direction);
  const orderBy = sql`${column} ${way}, customers.id ${way}`;
  if (cursor === undefined) return { orderBy, after: sql<boolean>`1 = 1` };
  const [value, id] = readCursor(cursor, [valueType, "string"]);
  const operator = sql.raw(direction === "asc" ? ">" : "<");
  return { orderBy, after: sql<boolean>`(${column}, customers.id) ${operator} (${value}, ${id})` };
}

export const cursorAfter = (sort: CustomerSort, row: CustomerRecord): string =>
  writeCursor([orders[sort].of(row), row.id]);
