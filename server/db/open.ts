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
  /**
   * For a server: how long a request waits for one statement (Postgres), or for another program that holds the file
   * (SQLite), in milliseconds. Absent: on Postgres as long as it takes, as a backup or a restore has to.
   */
  statementTimeoutMs?: number;
}

export interface OpenedDatabase extends Database {
  /** For migrations; everything else goes through `write`. */
  readonly writer: Kysely<Schema>;
  /** The same for what no request waits for, however long it takes. It closes with the whole. */
  readonly unhurried: Database;
}

/** @throws an Error that says which database could not be opened, and no piece of its password */
export async function openDatabase(target: Config["database"], options: OpenOptions = {}): Promise<OpenedDatabase> {
  if (target.engine === "postgres") return openPostgresClearly(target.url, options);
  try {
    return openSqlite({ file: target.file, ...options });
  } catch (cause) {
    throw new Error(`The database ${target.file} cannot be opened: ${messageOf(cause)}`, { cause });
  }
}

async function openPostgresClearly(url: string, options: OpenOptions): Promise<OpenedDatabase> {
  const location = locationOf(url);
  const safe = (error: unknown): unknown => (location ? error : new Error(reasonOf(error)));
  const { onError } = options;
  try {
    // Ten megabytes that a server with one file never needs.
    const { openPostgres } = await import("./postgres.ts");
    const database = openPostgres({ url, ...options, ...(onError && { onError: (error) => onError(safe(error)) }) });
    // A pool connects when it is asked first: ask here, where a reason can be given.
    await sql`select 1`
      .execute(database.read)
      .catch((error: unknown) => database.close().then(() => Promise.reject(error)));
    return database;
  } catch (cause) {
    if (location) throw new Error(`The database ${location} cannot be opened: ${messageOf(cause)}`, { cause });
    // The cause is left out: it names the host, which may be a piece of the password that was read as one.
    throw new Error(
      `The database of DATABASE_URL cannot be opened: ${reasonOf(cause)}. ` +
        "Are the special characters of its password written as %40 and the like?",
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error && /^\w+$/.test(String(error.code))
    ? String(error.code)
    : "it is no address";

/**
 * Where an address leads, without its password. Undefined where a reader could take a piece of the password for host,
 * port or database: characters that separate parts stand inside a part, or the end of the address is missing.
 */
function locationOf(address: string): string | undefined {
  const clean =
    /^(postgres(?:ql)?):\/\/(?:[\w.~%+-]+(?::[^\s:@/?#[\]\\]*)?@)?([\w.-]+|\[[\da-fA-F:]+\])?(:\d+)?(\/[\w.~-]+)$/;
  const [, scheme, host = "", port = "", name = ""] = clean.exec(address) ?? [];
  return scheme && `${scheme}://${host}${port}${name}`;
}
