import type { Kysely } from "kysely";
import type { Config } from "../config.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";

interface OpenOptions {
  now?: () => number;
  /** The database file can no longer be trusted to hold what was acknowledged. */
  onBroken?: (error: unknown) => void;
  /** A connection failed in the background; the pool goes on by itself. */
  onError?: (error: unknown) => void;
}

/** `writer` is for migrations; everything else goes through `write`. */
export type OpenedDatabase = Database & { writer: Kysely<Schema> };

export async function openDatabase(target: Config["database"], options: OpenOptions = {}): Promise<OpenedDatabase> {
  if (target.engine === "sqlite") return openSqlite({ file: target.file, ...options });
  // Ten megabytes that a server with one file never needs.
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres({ url: target.url, ...options });
}
