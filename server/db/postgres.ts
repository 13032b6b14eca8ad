import { setTimeout as pause } from "node:timers/promises";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { isAway, isLate } from "./away.ts";
import { type Database, doEndings, insertEvents, Listeners, openTx, type Tx } from "./database.ts";
import { channel, openEar } from "./postgres-ear.ts";
import { openPool } from "./postgres-pool.ts";
import type { Schema } from "./schema.ts";

/** Any number that no other program uses on the same database. */
const eventLock = 7_305_442_019;

/** Lost a race against another transaction: the same work can simply run again. */
const isRace = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && ["40001", "40P01", "23505"].includes(error.code ?? "");

/** How often a write begins anew when the database goes away under it, and how long it waits each time, in milliseconds. */
const pausesMs = [0, 100, 400];

export interface PostgresOptions {
  url: string;
  now?: () => number;
  connections?: number;
  onError?: (error: unknown) => void;
  /** Whether it hears of events; for a look from outside, false. */
  ear?: boolean;
  /** Milliseconds that a statement may take, but for those of `unhurried`. Absent: as long as it takes. */
  statementTimeoutMs?: number | undefined;
  /** How often to see whether events can still be heard, in milliseconds. */
  askEveryMs?: number | undefined;
}

/** Of what nobody waits for: jobs and migrations. */
const connectionsUnhurried = 4;

interface Attempt {
  /** From here on nobody knows what became of it. */
  committing: boolean;
}

export interface Postgres extends Database {
  writer: Kysely<Schema>;
  unhurried: Database;
}

export function openPostgres(options: PostgresOptions): Postgres {
  const { url, connections = 10, onError = () => {}, ear: hears = true, statementTimeoutMs, askEveryMs } = options;
  const connect = (max: number, timeoutMs?: number): Kysely<Schema> => {
    const pool = openPool({ url, connections: max, onError, statementTimeoutMs: timeoutMs });
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  };
  const listeners = new Listeners();
  const ear = hears
    ? openEar({ url, heard: () => listeners.call(), onError, statementTimeoutMs, askEveryMs })
    : undefined;
  const db = connect(connections, statementTimeoutMs);
  const slow = statementTimeoutMs === undefined ? db : connect(connectionsUnhurried);
  const now = options.now ?? Date.now;
  const hurried = through(db, now);
  const unhurried = through(slow, now);
  const whole: Pick<Database, "onEvents" | "close"> = {
    onEvents: (listener) => listeners.add(listener),
    async close() {
      await Promise.all([hurried.idle(), unhurried.idle()]);
      await ear?.close();
      await db.destroy();
      await slow.destroy();
    },
  };
  return { ...hurried, ...whole, writer: slow, unhurried: { ...unhurried, ...whole } };
}

interface Way extends Omit<Database, "onEvents" | "close"> {
  /** Resolves when no write is under way any more, committed or not. */
  idle(): Promise<unknown>;
}

function through(db: Kysely<Schema>, now: () => number): Way {
  const underway = new Set<Promise<unknown>>();

  const once = async <T>(work: (tx: Tx) => Promise<T>, attempt: Attempt): Promise<T> => {
    return db.transaction().execute(async (trx) => {
      const { tx, events } = openTx(trx, "postgres");
      const value = await work(tx);
      await doEndings(tx.endings);
      if (events.length > 0) {
        // A sequence alone can be overtaken by a transaction that commits later, and a stream that resumes by number would
        // miss the late one: number and commit under one lock.
        await sql`select pg_advisory_xact_lock(${eventLock})`.execute(trx);
        await insertEvents(trx, events, now());
        await sql`select pg_notify(${channel}, '')`.execute(trx);
      }
      attempt.committing = true;
      return value;
    });
  };

  const write = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let races = 0, losses = 0; ;) {
      const attempt: Attempt = { committing: false };
      try {
        return await once(work, attempt);
      } catch (error) {
        if (isRace(error)) {
          if ((races += 1) === 3) throw error;
          continue;
        }
        // A client whose connection was lost during the commit cannot know the outcome, and asks again under the same
        // key.
        const mayBegin = isAway(error) && !isLate(error) && !attempt.committing;
        const wait = mayBegin ? pausesMs[losses++] : undefined;
        if (wait === undefined) throw error;
        await pause(wait);
      }
    }
  };

  return {
    engine: "postgres",
    read: db,
    lists: db,
    async readOnly() {
      const { rows } = await sql<{ on: string }>`select current_setting('transaction_read_only') as on`.execute(db);
      return rows[0]?.on === "on";
    },
    snapshot: (work) => db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work),
    async write(work) {
      const running = write(work);
      underway.add(running);
      try {
        return await running;
      } finally {
        underway.delete(running);
      }
    },
    idle: () => Promise.allSettled(underway),
  };
}
