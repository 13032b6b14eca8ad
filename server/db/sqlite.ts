import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite, { type Database as Sqlite, type Statement } from "better-sqlite3";
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver } from "kysely";
import { type Database, Listeners } from "./database.ts";
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
  readonly #database: Sqlite;
  constructor(database: Sqlite) {
    super({ database });
    this.#database = database;
  }
  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }
  override createDriver(): SqliteDriver {
    return new Driver({ database: withStatementCache(this.#database) });
  }
}

const keptStatements = 400;

/** Kysely prepares every query anew; a prepared statement is reused here, the oldest making room. */
function withStatementCache(database: Sqlite) {
  const statements = new Map<string, Statement>();
  return {
    close: () => database.close(),
    prepare(text: string): Statement {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      const oldest = statements.size >= keptStatements ? statements.keys().next().value : undefined;
      if (oldest !== undefined) statements.delete(oldest);
      statements.set(text, statement);
      return statement;
    },
  };
}

function open(file: string, readonly: boolean): Sqlite {
  const sqlite = new BetterSqlite(file, { readonly, timeout: 5000 });
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
  /** How often to look for commits of other processes, in milliseconds. */
  watchEvery?: number;
}

export function openSqlite({
  file,
  now = Date.now,
  onBroken = (error) => {
    throw error;
  },
  watchEvery = 1000,
}: SqliteOptions): Database & { writer: Kysely<Schema> } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const writing = open(file, false);
  const reading = open(file, true);
  const writer = new Kysely<Schema>({ dialect: new Dialect(writing) });
  const read = new Kysely<Schema>({ dialect: new Dialect(reading) });
  const listeners = new Listeners();
  const queue = new WriteQueue({ sqlite: writing, db: writer, now, onBroken, onCommit: () => listeners.call() });

  const version = (): unknown => reading.pragma("data_version", { simple: true });
  let seen = version();
  const watch = setInterval(() => {
    const current = version();
    if (current !== seen) listeners.call();
    seen = current;
  }, watchEvery);
  watch.unref();

  return {
    engine: "sqlite",
    read,
    writer,
    write: (work) => queue.write(work),
    onEvents: (listener) => listeners.add(listener),
    async close() {
      clearInterval(watch);
      await queue.close();
      await read.destroy();
      await writer.destroy();
    },
  };
}
