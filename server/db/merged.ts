/**
 * Rows of several projects, statuses or the like, in one order. An index gives rows in order once all columns before the
 * ordered one have one value each; so it is asked once for every value, and the engines merge what comes, row by row.
 * With `in (…)` they would read all there is and put it in order.
 */
import { type RawBuilder, sql } from "kysely";
import type { Engine } from "./database.ts";

export interface Merged {
  /** Each a `select` without an order, of the same columns, whose rows an index has in `order`. At least one. */
  branches: readonly RawBuilder<unknown>[];
  /** Columns of the answer with their directions. */
  order: RawBuilder<unknown>;
  limit: number;
  offset?: number;
  /** No index has this order: what there is is sorted. */
  isSorted?: boolean;
  /** A row that several branches have is there once. */
  isDistinct?: boolean;
}

export function merged(engine: Engine, asked: Merged) {
  const { branches, order, limit, offset = 0, isSorted = false, isDistinct = false } = asked;
  // SQLite merges branches by itself. Postgres does where each says its order, and how much is wanted of it.
  const own = sql` order by ${order} limit ${limit + offset}`;
  const sorted = engine === "postgres" && !isSorted && branches.length > 1;
  const all = sql.join(
    sorted ? branches.map((one) => sql`(${one}${own})`) : branches,
    isDistinct ? sql` union ` : sql` union all `,
  );
  return sql`${all} order by ${order} limit ${limit} offset ${offset}`;
}

/** More values than this are not asked for one by one: SQLite merges 500 at most. */
export const maxBranches = 128;

/**
 * A branch for each project, or one for all of them.
 * @param rows a `select` with its `where`; what it is given are conditions to be added, each with its `and`
 */
export function branchesOf(
  projects: "all" | readonly string[],
  column: RawBuilder<unknown>,
  rows: (more: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  if (projects === "all") return [rows(sql``)];
  if (projects.length > maxBranches) return [rows(sql` and ${column} in (${sql.join(projects)})`)];
  return projects.map((id) => rows(sql` and ${column} = ${id}`));
}
