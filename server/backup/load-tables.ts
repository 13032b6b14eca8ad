/** Puts the rows of a backup into an empty, migrated database. */
import { sql } from "kysely";
import type { Db, Engine } from "../db/database.ts";
import { readRow } from "./row-line.ts";
import { numbered, type TableName } from "./tables.ts";

/** SQLite takes 32,766 values in one statement, Postgres 65,535. */
const valuesAtOnce = 20_000;

export async function insertLines(db: Db, table: string, lines: readonly string[]): Promise<void> {
  const rows = lines.map(readRow);
  const width = Object.keys(rows[0] ?? {}).length;
  if (width === 0) return;
  const atOnce = Math.floor(valuesAtOnce / width);
  for (let at = 0; at < rows.length; at += atOnce) {
    await db
      .insertInto(table as TableName)
      // The rows come from a table of this name: what their columns are is checked by the database.
      .values(rows.slice(at, at + atOnce) as never)
      .execute();
  }
}

/** A migration may have filled rows in; the backup's own take their place. */
export async function emptyTables(db: Db, names: readonly string[]): Promise<void> {
  for (const name of names.toReversed()) await sql`delete from ${sql.table(name)}`.execute(db);
}

export async function setNumbers(db: Db, engine: Engine, numbers: Record<string, number>): Promise<void> {
  for (const table of numbered) {
    const last = numbers[table] ?? 0;
    if (last === 0) continue;
    if (engine === "sqlite") {
      await sql`delete from sqlite_sequence where name = ${table}`.execute(db);
      await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(db);
    } else {
      await sql`select setval(${`${table}_seq_seq`}, ${last})`.execute(db);
    }
  }
}
