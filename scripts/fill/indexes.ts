/** Indexes of what is filled, made after its rows: one by one, each row of a million finds its place in all of them. */
import { sql } from "kysely";
import type { Db, Engine } from "../../server/db/database.ts";
import type { Schema } from "../../server/db/schema.ts";

interface Index {
  name: string;
  definition: string;
}

/** Those of constraints stay: rows refer to each other by them. */
const indexesOf = {
  sqlite: (tables: readonly string[]) =>
    sql<Index>`select name, sql as definition from sqlite_master
      where type = 'index' and sql is not null and tbl_name in (${sql.join(tables)})`,
  postgres: (tables: readonly string[]) =>
    sql<Index>`select indexname as name, indexdef as definition from pg_indexes
      where schemaname = current_schema() and tablename in (${sql.join(tables)})
      and not exists (select 1 from pg_constraint where conname = indexname)`,
};

export async function withIndexesLast(
  db: Db,
  engine: Engine,
  tables: readonly (keyof Schema & string)[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await indexesOf[engine](tables).execute(db);
  for (const { name } of rows) await sql`drop index ${sql.table(name)}`.execute(db);
  await work();
  for (const { definition } of rows) await sql.raw(definition).execute(db);
}
