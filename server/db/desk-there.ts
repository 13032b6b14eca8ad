import { existsSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { sql } from "kysely";
import type { Config } from "../config.ts";
import { openDatabase } from "./open.ts";

/** Whether a desk was ever made there. Makes nothing, and changes nothing of a file that is somebody else's. */
export async function deskIsThere(target: Config["database"]): Promise<boolean> {
  if (target.engine === "postgres") {
    const database = await openDatabase(target);
    try {
      const found = await sql<{ name: string | null }>`
        select to_regclass('kysely_migration')::text as name where to_regclass('ticket_numbers') is not null
      `.execute(database.read);
      return found.rows.some(({ name }) => name !== null);
    } finally {
      await database.close();
    }
  }
  if (!existsSync(target.file)) return false;
  let sqlite: BetterSqlite.Database | undefined;
  try {
    sqlite = new BetterSqlite(target.file, { readonly: true, timeout: 5000 });
    const named = "select count(*) from sqlite_master where name in ('kysely_migration', 'ticket_numbers')";
    return sqlite.prepare(named).pluck().get() === 2;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database ${target.file} cannot be opened: ${reason}`, { cause });
  } finally {
    sqlite?.close();
  }
}
