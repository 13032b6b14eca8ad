import { type Kysely, sql } from "kysely";
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

/** @throws an Error that says which database could not be opened */
export async function openDatabase(target: Config["database"], options: OpenOptions = {}): Promise<OpenedDatabase> {
  try {
    if (target.engine === "sqlite") return openSqlite({ file: target.file, ...options });
    // Ten megabytes that a server with one file never needs.
    const { openPostgres } = await import("./postgres.ts");
    const database = openPostgres({ url: target.url, ...options });
    // A pool connects when it is asked first: ask here, where a reason can be given.
    await sql`select 1`
      .execute(database.read)
      .catch((error: unknown) => database.close().then(() => Promise.reject(error)));
    return database;
  } catch (cause) {
    const place = target.engine === "sqlite" ? target.file : withoutPassword(target.url);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database ${place} cannot be opened: ${reason}`, { cause });
  }
}

function withoutPassword(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.protocol}//${url.host}${url.pathname}` : "of DATABASE_URL";
}
