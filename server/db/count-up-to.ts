import { type SelectQueryBuilder, sql } from "kysely";
import type { Db } from "./database.ts";
import type { Schema } from "./schema.ts";

/** "999+" is all a person wants to know, and counting a million rows for it would hold up everybody. */
export const maxCounted = 1000;

/** @returns how many rows there are, or 1000 for that many and more */
export async function countUpTo<Table extends keyof Schema>(
  db: Db,
  rows: SelectQueryBuilder<Schema, Table, object>,
): Promise<number> {
  const some = rows
    .select(sql<number>`1`.as("one"))
    .limit(maxCounted)
    .as("some");
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}
