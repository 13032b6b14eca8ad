/** Thousands of rows with one statement, or one that is kept: a row at a time through a query builder takes minutes. */
import { CompiledQuery, type Insertable, sql } from "kysely";
import type { Tx } from "../../server/db/database.ts";
import type { Schema } from "../../server/db/schema.ts";

/** @param rows all with the same columns */
export async function insertRows<Table extends keyof Schema & string>(
  { db, engine }: Pick<Tx, "db" | "engine">,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const names = columns.join(", ");
  if (engine === "postgres") {
    const json = JSON.stringify(rows);
    await sql`insert into ${sql.table(table)} (${sql.raw(names)})
      select ${sql.raw(names)} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.execute(db);
    return;
  }
  const text = `insert into ${table} (${names}) values (${columns.map(() => "?").join(", ")})`;
  for (const row of rows as readonly Record<string, unknown>[]) {
    await db.executeQuery(
      CompiledQuery.raw(
        text,
        columns.map((column) => row[column]),
      ),
    );
  }
}
