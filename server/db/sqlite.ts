import { dirname } from "node:path";
import type { Database as Sqlite } from "better-sqlite3";
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
import { readBeside } from "./readers.ts";
import type { Schema } from "./schema.ts";
import { openFile, openForReading, withStatementCache } from "./sqlite-file.ts";
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
  const writing = openFile(file, false);
  const reading = openForReading(file);
  const writer = connect(writing);
  const read = connect(reading);
  const lists = readBeside(file);
  const listeners = new Listeners();
  const queue = new WriteQueue({
    sqlite: writing,
    db: writer,
    now,
    onBroken,
    onCommit: () => listeners.call(),
    lockTimeoutMs: statementTimeoutMs,
  });

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
    lists,
    readOnly: () => Promise.resolve(false),
    async snapshot(work) {
      const sqlite = openFile(file, true);
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
      await lists.destroy();
      await read.destroy();
      reading.close();
      await writer.destroy();
      writing.close();
    },
  };
  return { ...database, writer, unhurried: database };
}
