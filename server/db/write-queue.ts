/**
 * The one writer of a SQLite file. Writes that wait are committed together: an fsync costs as much for sixty tickets as for
 * one. That buys back what `synchronous=FULL` costs. Each has a savepoint, so that a bad one does not take its neighbours
 * with it.
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
  /** Told so with the rest: what they were refused for may be undone. */
  refused: { waiting: Waiting; reason: unknown }[];
  begun: number;
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

const isDiskError = (error: unknown): boolean => isSqliteError(error) && error.code.startsWith("SQLITE_IOERR");

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
        if (isDiskError(error)) onBroken(error);
        if (this.#waiting.length === 0) return false;
      }
      await pause(lookEveryMs);
    }
  }

  async #commit(): Promise<void> {
    const { sqlite, onCommit, onBroken } = this.#options;
    const batch: Batch = { all: [], done: [], refused: [], begun: performance.now(), endings: new Map(), events: 0 };
    try {
      await this.#fill(batch);
      if (!(await this.#end(batch))) return;
      this.#statements.commit.run();
    } catch (error) {
      if (sqlite.inTransaction) sqlite.exec("rollback");
      for (const waiting of batch.all) waiting.reject(asRefusal(error));
      if (isDiskError(error)) onBroken(error);
      return;
    }
    for (const { waiting, reason } of batch.refused) waiting.reject(asRefusal(reason));
    for (const { waiting, value } of batch.done) waiting.resolve(value);
    if (batch.events > 0) onCommit();
  }

  async #fill(batch: Batch): Promise<void> {
    const maxWrites = this.#alone > 0 ? 1 : maxBatch;
    this.#alone = Math.max(0, this.#alone - 1);
    while (this.#waiting.length > 0 && batch.all.length < maxWrites && performance.now() - batch.begun < maxBatchMs) {
      const next = this.#waiting.shift()!;
      batch.all.push(next);
      await this.#attempt(next, batch);
    }
  }

  /**
   * Once for the whole batch: the index of words writes what it has gathered at each savepoint, which was a third of what
   * replies took. Where it fails nobody knows by whose words, so each begins anew by itself.
   * @returns whether there is something to commit
   */
  async #end({ all, endings, begun }: Batch): Promise<boolean> {
    const { sqlite } = this.#options;
    try {
      await doEndings(endings, begun);
      return true;
    } catch (error) {
      if (all.length < 2 || isDiskError(error)) throw error;
      if (sqlite.inTransaction) sqlite.exec("rollback");
      this.#waiting.unshift(...all);
      this.#alone = all.length;
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
      batch.refused.push({ waiting, reason: error });
    }
  }
}
