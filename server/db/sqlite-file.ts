/** A connection to a SQLite file and its statements, each planned once. Threads that read open theirs by this too. */
import BetterSqlite, { type Database as Sqlite, type Statement } from "better-sqlite3";

/** Of who asks the same all day. */
const maxStatements = 400;

/**
 * Milliseconds that a process may wait, while it starts and migrates, for a file that another one holds. Once it serves
 * it must not wait like this: SQLite waits on the thread that answers everybody.
 */
const startTimeoutMs = 5000;

/** Kilobytes of pages that a connection keeps at hand, once it has read as much. */
const cache = { usual: 8_000, lists: 32_000 };

export function openFile(file: string, readonly: boolean): Sqlite {
  const sqlite = new BetterSqlite(file, { readonly, timeout: startTimeoutMs });
  if (!readonly) sqlite.pragma("journal_mode = WAL");
  // better-sqlite3 opens WAL files as NORMAL, which may lose the last commits in a power cut. Needed on each connection.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma(`cache_size = -${cache.usual}`);
  return sqlite;
}

/** For whoever answers: readers of a WAL file wait for nobody, but for a moment where another process mends or shortens it. */
export function openForReading(file: string): Sqlite {
  const sqlite = openFile(file, true);
  sqlite.pragma("busy_timeout = 100");
  return sqlite;
}

/** For a thread that reads lists: the rows of a page of a million lie at as many places. */
export function openForLists(file: string): Sqlite {
  const sqlite = openForReading(file);
  sqlite.pragma(`cache_size = -${cache.lists}`);
  return sqlite;
}

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

export interface Statements {
  close(): void;
  prepare(text: string): Statement;
}

/** Kysely prepares every query anew; a prepared statement is reused here, the oldest making room. */
export function withStatementCache(database: Sqlite, max = maxStatements): Statements {
  const statements = new Map<string, Statement>();
  return {
    close: () => database.close(),
    prepare(text: string): Statement {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(plannedOnce(text));
      const oldest = statements.size >= max ? statements.keys().next().value : undefined;
      if (oldest !== undefined) statements.delete(oldest);
      statements.set(text, statement);
      return statement;
    },
  };
}
