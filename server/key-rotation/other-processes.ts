import { sql } from "kysely";
import type { Config } from "../config.ts";
import { fold } from "../backup/swap.ts";
import { openPostgres } from "../db/postgres.ts";
import { listening } from "../db/postgres-ear.ts";

/** @throws while another Deskbell has the database open: it would go on with the old key, and seal with it */
export async function refuseOtherProcesses(target: Config["database"]): Promise<void> {
  if (target.engine === "sqlite") return fold(target.file);
  const database = openPostgres({ url: target.url, ear: false });
  try {
    const found = await sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and query = ${listening}
    `.execute(database.read);
    if (found.rows.length > 0) {
      throw new Error("Another Deskbell is running on this database. Stop every server first.");
    }
  } finally {
    await database.close();
  }
}
