/** What commands know of the program they are part of. */
import { readConfig } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import type { Config } from "../config.ts";

export interface Program {
  version: string;
  /** Folder with the built `widget/` and `admin/`. */
  built: string;
  env: Record<string, string | undefined>;
  /** A line for the person at the terminal. */
  say(line: string): void;
  /** Where a line can be written over; absent when the output goes to a file or another program. */
  terminal?: { write(text: string): unknown };
}

/** Opens the database of the settings, up to date, for the length of one command beside a running server or none. */
export async function withDatabase<T>(
  { env }: Program,
  work: (database: OpenedDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(env);
  const database = await openDatabase(config.database);
  try {
    await migrate(database.writer, database.engine);
    return await work(database, config);
  } finally {
    await database.close();
  }
}
