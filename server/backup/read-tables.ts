/** Every row of a database at one moment, in lines. */
import { sql } from "kysely";
import type { Db, Engine } from "../db/database.ts";
import { type Row, TableCounter, type TableSum, writeRow } from "./row-line.ts";
import { numbered, type TableName, tableNames, tables } from "./tables.ts";

const rowsAtOnce = 500;

/** Rows page by page in the order of their key, so that a table of any size fits through memory. */
async function* rowsOf(db: Db, table: TableName): AsyncGenerator<Row[]> {
  const columns = tables[table].map((name) => sql.ref(name));
  const key = sql.join(columns);
  let after: unknown[] | undefined;
  for (;;) {
    const rest = after ? sql`where (${key}) > (${sql.join(after)})` : sql``;
    const page = await sql<Row>`select * from ${sql.table(table)} ${rest} order by ${key} limit ${rowsAtOnce}`.execute(
      db,
    );
    if (page.rows.length > 0) yield page.rows;
    if (page.rows.length < rowsAtOnce) return;
    const last = page.rows.at(-1)!;
    after = tables[table].map((name) => last[name]);
  }
}

export interface DatabaseSum {
  tables: Record<string, TableSum>;
  /** The last number given out, by table. */
  numbers: Record<string, number>;
}

/**
 * @param take hears every page as lines, table after table
 * @param names those of the schema that is there: an older backup has fewer
 */
export async function readTables(
  db: Db,
  engine: Engine,
  take: (table: TableName, lines: string[]) => Promise<void> = () => Promise.resolve(),
  names: readonly TableName[] = tableNames,
): Promise<DatabaseSum> {
  const sums: DatabaseSum = { tables: {}, numbers: {} };
  for (const table of names) {
    const counter = new TableCounter();
    for await (const rows of rowsOf(db, table)) {
      const lines = rows.map(writeRow);
      for (const line of lines) counter.add(line);
      await take(table, lines);
    }
    sums.tables[table] = counter.sum;
  }
  for (const table of numbered.filter((one) => names.includes(one)))
    sums.numbers[table] = await lastNumber(db, engine, table);
  return sums;
}

async function lastNumber(db: Db, engine: Engine, table: (typeof numbered)[number]): Promise<number> {
  const given =
    engine === "sqlite"
      ? sql<{ last: number }>`select seq as last from sqlite_sequence where name = ${table}`
      : sql<{ last: number }>`select last_value as last from ${sql.table(`${table}_seq_seq`)} where is_called`;
  return Number((await given.execute(db)).rows[0]?.last ?? 0);
}
