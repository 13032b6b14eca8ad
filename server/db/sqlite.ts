import { dirname } from "node:path";
import BetterSqlite, { type Database as Sqlite, type Statement } from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from "kysely";
import { makeFolder } from "../make-folder.ts";
import { type Database, Listeners } from "./database.ts";
import { runDirectly } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import { WriteQueue } from "./write-queue.ts";

/** SQLite does roll DDL back; Kysely's own adapter says it does not and would leave half a migration behind. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Driver extends SqliteDriver {
  /** A deferred transaction that turns into a write fails at once beside another writer; an immediate one waits. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

class Dialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  constructor(database: SqliteDatabase) {
    super({ database });
    this.#database = database;
  }
  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }
  override createDriver(): SqliteDriver {
    return new Driver({ database: this.#database });
  }
}

/** Both ways to a connection share its statements. */
function connect(sqlite: Sqlite): Kysely<Schema> {
  const statements = withStatementCache(sqlite);
  const db = new Kysely<Schema>({ dialect: new Dialect(statements) });
  runDirectly(db, (text, parameters) => {
    const statement = statements.prepare(text);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  });
  return db;
}

const maxStatements = 400;

/**
 * Plans a statement only once. SQLite, as better-sqlite3 builds it (STAT4), plans anew whenever a bound value may
 * change the plan, which costs eight times the reading of a ticket. It does not look at values behind a subquery.
 */
function plannedOnce(text: string): string {
  if (text.startsWith("insert")) return text;
  // A question mark in quotes would be replaced as well, and nobody would see it.
  for (const [quoted] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"/g)) {
    if (quoted.includes("?")) throw new Error(`A question mark in quotes would be taken for a value: ${text}`);
  }
  return text.replaceAll("?", "(select ?)");
}

/** Kysely prepares every query anew; a prepared statement is reused here, the oldest making room. */
function withStatementCache(database: Sqlite): SqliteDatabase & { prepare(text: string): Statement } {
  const statements = new Map<string, Statement>();
  return {
    close: () => database.close(),
    prepare(text: string): Statement {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(plannedOnce(text));
      const oldest = statements.size >= maxStatements ? statements.keys().next().value : undefined;
      if (oldest !== undefined) statements.delete(oldest);
      statements.set(text, statement);
      return statement;
    },
  };
}

/**
 * Milliseconds that a process may wait, while it starts and migrates, for a file that another one holds. Once it serves
 * it must not wait like this: SQLite waits on the thread that answers everybody.
 */
const startTimeoutMs = 5000;

function open(file: string, readonly: boolean): Sqlite {
  const sqlite = new BetterSqlite(file, { readonly, timeout: startTimeoutMs });
  if (!readonly) sqlite.pragma("journal_mode = WAL");
  // better-sqlite3 opens WAL files as NORMAL, which may lose the last commits in a power cut. Needed on each connection.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("cache_size = -8000");
  return sqlite;
}

export interface SqliteOptions {
  file: string;
  now?: () => number;
  onBroken?: (error: unknown) => void;
  onError?: (error: unknown) => void;
  /** How often to look for commits of other processes, in milliseconds. */
  watchEveryMs?: number;
  /** How long a write waits for another program that holds the file, in milliseconds. */
  statementTimeoutMs?: number;
}

export function openSqlite({
  file,
  now = Date.now,
  onBroken = (error) => {
    throw error;
  },
  onError = () => {},
  watchEveryMs = 1000,
  statementTimeoutMs = 10_000,
}: SqliteOptions): Database & { writer: Kysely<Schema>; unhurried: Database } {
  makeFolder(dirname(file));
  const writing = open(file, false);
  const reading = open(file, true);
  const writer = connect(writing);
  const read = connect(reading);
  const listeners = new Listeners();
  const queue = new WriteQueue({
    sqlite: writing,
    db: writer,
    now,
    onBroken,
    onCommit: () => listeners.call(),
    lockTimeoutMs: statementTimeoutMs,
  });

  // Readers of a WAL file wait for nobody, but for a moment where another process mends or shortens it.
  reading.pragma("busy_timeout = 100");

  const version = (): unknown => reading.pragma("data_version", { simple: true });
  let seen = version();
  const watch = setInterval(() => {
    let current: unknown;
    try {
      current = version();
    } catch (error) {
      // Looked at again in a second.
      onError(error);
      return;
    }
    if (current !== seen) listeners.call();
    seen = current;
  }, watchEveryMs);
  watch.unref();

  const database: Database = {
    engine: "sqlite",
    read,
    readOnly: () => Promise.resolve(false),
    async snapshot(work) {
      const sqlite = open(file, true);
      const db = connect(sqlite);
      try {
        sqlite.exec("begin");
        return await work(db);
      } finally {
        await db.destroy();
        sqlite.close();
      }
    },
    write: (work) => queue.write(work),
    onEvents: (listener) => listeners.add(listener),
    async close() {
      clearInterval(watch);
      await queue.close();
      // Whoever closes last folds the log into the file, which a reader cannot. Kysely closes only what was used through it.
      await read.destroy();
      reading.close();
      await writer.destroy();
      writing.close();
    },
  };
  return { ...database, writer, unhurried: database };
}
