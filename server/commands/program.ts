/** What commands know of the program they are part of. */
import { dirname } from "node:path";
import { readConfig } from "../config.ts";
import { deskIsThere } from "../db/desk-there.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import type { Config } from "../config.ts";
import { tightenFiles } from "./private-files.ts";

export interface Program {
  version: string;
  /** Folder with the built `widget/` and `admin/`. */
  built: string;
  env: Record<string, string | undefined>;
  /** A line for the person at the terminal. */
  say(line: string): void;
  /** A question and the line that answers it; absent where nobody is there to answer. */
  ask?: (question: string) => Promise<string>;
  /** Where a line can be written over; absent when the output goes to a file or another program. */
  terminal?: { write(text: string): unknown };
}

/**
 * Refuses to go on without a desk. Only commands that are meant to make a desk make one: with a mistyped setting, any
 * other command would fill an empty database and say that all went well.
 * @throws where there is none
 */
export async function requireDesk({ database, dataDir }: Config): Promise<void> {
  if (await deskIsThere(database)) return;
  const location =
    database.engine === "postgres"
      ? "the database of DATABASE_URL"
      : dirname(database.file) === dataDir
        ? dataDir
        : database.file;
  throw new Error(`There is no desk in ${location}. Nothing was made. Is the setting right (DATA_DIR, DATABASE_URL)?`);
}

/**
 * Opens the database of the settings, up to date, for the length of one command beside a running server or none.
 * @throws where there is no desk
 */
export async function withDatabase<T>(
  { env }: Program,
  work: (database: OpenedDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(env);
  await requireDesk(config);
  tightenFiles(config);
  const database = await openDatabase(config.database);
  try {
    await migrate(database.writer, database.engine);
    return await work(database, config);
  } finally {
    await database.close();
  }
}
