/**
 * The one writer of a SQLite file. Writes that wait are committed together: an fsync costs as much for sixty
 * tickets as for one. That buys back what `synchronous=FULL` costs. Each has a savepoint, so that a bad one does not take its neighbours with it.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Database as Sqlite, Statement } from "better-sqlite3";
import { Refusal } from "../errors.ts";
import { type Db, doEndings, type Endings, insertEvents, openTx, type Tx } from "./database.ts";

/** More than this in one transaction helps no throughput and makes the first wait for the last. */
const maxBatch = 128;
/** Nobody else is answered while statements run; so a batch of long ones ends sooner. Milliseconds. */
const maxBatchMs = 8;

/** Between looks at a file that another program holds, in milliseconds. */
const lookEveryMs = 20;

interface Waiting {
  since: number;
  work: (tx: Tx) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

interface Done {
  waiting: Waiting;
  value: unknown;
}

/** What is committed together. */
interface Batch {
  all: Waiting[];
  done: Done[];
  endings: Endings;
  /** How many. */
  events: number;
}

interface WriteQueueOptions {
  sqlite: Sqlite;
  db: Db;
  now: () => number;
  onCommit: () => void;
  /** The disk did not take a commit: nothing this process says about the file can be trusted any more. */
  onBroken: (error: unknown) => void;
  /** How long a write waits for another program that holds the file, in milliseconds. */
  lockTimeoutMs: number;
}

const isSqliteError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_");

function asRefusal(error: unknown): unknown {
  if (isSqliteError(error) && error.code.startsWith("SQLITE_FULL")) {
    return new Refusal(507, "storage_full", { cause: error });
  }
  if (isSqliteError(error) && error.code.startsWith("SQLITE_BUSY")) {
    return new Refusal(503, "unavailable", { retryAfter: 1, cause: error });
  }
  return error;
}

export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #waiting: Waiting[] = [];
  readonly #statements: Record<"begin" | "commit" | "save" | "release" | "undo", Statement>;
  #running: Promise<void> | undefined;
  #closed = false;
  /** So many of those that wait are committed one by one. */
  #alone = 0;
  /** Migrations write before the queue does, and wait as SQLite waits. */
  #serves = false;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    const { sqlite } = options;
    this.#statements = {
      begin: sqlite.prepare("begin immediate"),
      commit: sqlite.prepare("commit"),
      save: sqlite.prepare("savepoint one"),
      release: sqlite.prepare("release one"),
      undo: sqlite.prepare("rollback to one"),
    };
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Refusal(503, "unavailable"));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ since: performance.now(), work, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#run();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // A turn of the event loop first: requests that arrived together, or during the last commit, go into one.
      await new Promise(setImmediate);
      if (await this.#begun()) await this.#commit();
    }
    this.#running = undefined;
  }

  /**
   * Begins a transaction, and waits where another program holds the file, while everybody else reads on. SQLite's own
   * waiting would keep the thread. A write that has waited long enough is refused, for the client to come again.
   * @returns whether a transaction has begun
   */
  async #begun(): Promise<boolean> {
    const { sqlite, lockTimeoutMs, onBroken } = this.#options;
    if (!this.#serves) sqlite.pragma("busy_timeout = 0");
    this.#serves = true;
    for (;;) {
      try {
        this.#statements.begin.run();
        return true;
      } catch (error) {
        const busy = isSqliteError(error) && error.code.startsWith("SQLITE_BUSY");
        const oldest = performance.now() - lockTimeoutMs;
        const given = this.#waiting.filter(({ since }) => !busy || since <= oldest);
        this.#waiting.splice(0, given.length);
        for (const waiting of given) waiting.reject(asRefusal(error));
        if (isSqliteError(error) && error.code.startsWith("SQLITE_IOERR")) onBroken(error);
        if (this.#waiting.length === 0) return false;
      }
      await pause(lookEveryMs);
    }
  }

  async #commit(): Promise<void> {
    const { sqlite, onCommit, onBroken } = this.#options;
    const batch: Batch = { all: [], done: [], endings: new Map(), events: 0 };
    try {
      await this.#fill(batch);
      if (!(await this.#end(batch))) return;
      this.#statements.commit.run();
    } catch (error) {
      if (sqlite.inTransaction) sqlite.exec("rollback");
      // A write that was refused before ignores this second answer.
      for (const waiting of batch.all) waiting.reject(asRefusal(error));
      if (isSqliteError(error) && error.code.startsWith("SQLITE_IOERR")) onBroken(error);
      return;
    }
    for (const { waiting, value } of batch.done) waiting.resolve(value);
    if (batch.events > 0) onCommit();
  }

  async #fill(batch: Batch): Promise<void> {
    const maxWrites = this.#alone > 0 ? 1 : maxBatch;
    this.#alone = Math.max(0, this.#alone - 1);
    const begun = performance.now();
    while (this.#waiting.length > 0 && batch.all.length < maxWrites && performance.now() - begun < maxBatchMs) {
      const next = this.#waiting.shift()!;
      batch.all.push(next);
      await this.#attempt(next, batch);
    }
  }

  /**
   * Once for the whole batch: the index of words writes what it has gathered at each savepoint, which costs a third of all
   * submits. Where it fails nobody knows by whose words, so each begins anew by itself.
   * @returns whether there is something to commit
   */
  async #end({ done, endings }: Batch): Promise<boolean> {
    const { sqlite } = this.#options;
    try {
      await doEndings(endings);
      return true;
    } catch (error) {
      if (done.length < 2) throw error;
      if (sqlite.inTransaction) sqlite.exec("rollback");
      this.#waiting.unshift(...done.map(({ waiting }) => waiting));
      this.#alone = done.length;
      return false;
    }
  }

  async #attempt(waiting: Waiting, batch: Batch): Promise<void> {
    const { sqlite, db, now } = this.#options;
    const { save, release, undo } = this.#statements;
    const { tx, events } = openTx(db, "sqlite");
    save.run();
    try {
      const value = await waiting.work(tx);
      if (events.length > 0) await insertEvents(db, events, now());
      release.run();
      batch.done.push({ waiting, value });
      batch.events += events.length;
      for (const [name, ending] of tx.endings) if (!batch.endings.has(name)) batch.endings.set(name, ending);
    } catch (error) {
      // A full disk can make SQLite roll the whole transaction back by itself; then the batch is lost, not the one.
      if (!sqlite.inTransaction) throw error;
      undo.run();
      release.run();
      waiting.reject(asRefusal(error));
    }
  }
}
