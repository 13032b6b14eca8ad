/** A database in the schema of an earlier version, for tests of what a migration makes of it. */
import { sql } from "kysely";
import { join } from "node:path";
import type { Engine } from "../db/database.ts";
import { migrateTo } from "../db/migrate.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import { openTestDatabase } from "./engines.ts";

/** @param version name of its last migration, such as `0017-site-tokens` */
export async function openOlderDatabase(
  engine: Engine,
  version: string,
): Promise<{ database: OpenedDatabase; close: () => Promise<void> }> {
  const test = await openTestDatabase(engine);
  const isFile = engine === "sqlite";
  const database = isFile ? await openDatabase({ engine, file: join(test.dir, "older.db") }) : test.database;
  if (!isFile) await emptySchema(database);
  await migrateTo(database.writer, engine, version);
  return {
    database,
    async close() {
      if (isFile) await database.close();
      await test.close();
    },
  };
}

/** Of a Postgres. */
export async function emptySchema({ writer }: OpenedDatabase): Promise<void> {
  await sql`drop schema public cascade`.execute(writer);
  await sql`create schema public`.execute(writer);
}
