import { setTimeout as pause } from "node:timers/promises";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { isAway } from "./away.ts";
import { type Database, insertEvents, Listeners, type NewEvent, type Tx } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Any number that no other program uses on the same database. */
const eventLock = 7_305_442_019;
const channel = "deskbell_events";
/** What every process that is at work says first on a connection of its own, and nothing after it. */
export const listening = `listen ${channel}`;

/** bigint comes as text by default; ours are times and counters far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format as "text")),
};

/** Lost a race against another transaction: the same work can simply run again. */
const isRace = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && ["40001", "40P01", "23505"].includes(error.code ?? "");

/** How often a write begins anew when the database goes away under it, and how long it waits each time, in milliseconds. */
const pauses = [0, 100, 400];

/** A server that is gone without a word is noticed, and nobody waits for a connection for ever. */
const patience = { connectionTimeoutMillis: 5_000, keepAlive: true };

export interface PostgresOptions {
  url: string;
  now?: () => number;
  connections?: number;
  onError?: (error: unknown) => void;
  /** Whether it hears of events; for a look from outside, false. */
  ear?: boolean;
}

interface Attempt {
  /** From here on nobody knows what became of it. */
  committing: boolean;
}

export function openPostgres({
  url,
  now = Date.now,
  connections = 10,
  onError = () => {},
  ear: hears = true,
}: PostgresOptions): Database & { writer: Kysely<Schema> } {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, ...patience });
  pool.on("error", onError);
  // The pool listens to connections that are idle only. One that breaks at work says so to the query it was at as well,
  // and an `error` that nobody hears ends the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const listeners = new Listeners();
  const ear = hears ? listen(url, () => listeners.call(), onError) : undefined;
  const underway = new Set<Promise<unknown>>();

  const once = async <T>(work: (tx: Tx) => Promise<T>, attempt: Attempt): Promise<T> => {
    const events: NewEvent[] = [];
    return db.transaction().execute(async (trx) => {
      const value = await work({ db: trx, engine: "postgres", emit: (event) => events.push(event) });
      if (events.length > 0) {
        // A sequence alone can be overtaken by a transaction that commits later: number and commit under one lock.
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
        // Whoever lost the connection while it committed cannot know, and asks again under the same key.
        const wait = isAway(error) && !attempt.committing ? pauses[losses++] : undefined;
        if (wait === undefined) throw error;
        await pause(wait);
      }
    }
  };

  return {
    engine: "postgres",
    read: db,
    writer: db,
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
    onEvents: (listener) => listeners.add(listener),
    async close() {
      await Promise.allSettled(underway);
      await ear?.close();
      await db.destroy();
    },
  };
}

/** One connection that only listens; after a loss it comes back and calls once, because it may have missed something. */
function listen(url: string, heard: () => void, onError: (error: unknown) => void) {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    if (closed) return;
    client = new pg.Client({ connectionString: url, ...patience });
    client.on("notification", heard);
    client.on("error", onError);
    client.on("end", again);
    try {
      await client.connect();
      await client.query(listening);
      heard();
    } catch (error) {
      onError(error);
      again();
    }
  };
  function again(): void {
    if (closed) return;
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), 1000);
  }
  const first = connect();

  return {
    async close(): Promise<void> {
      closed = true;
      clearTimeout(retry);
      await first;
      await client?.end().catch(onError);
    },
  };
}
