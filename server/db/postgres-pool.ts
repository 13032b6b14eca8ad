/** Connections to Postgres that nobody waits for without end, and whose errors are known for the database's. */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";
import { isLate, ofDatabase } from "./away.ts";

/** bigint comes as text by default; ours are times and counters far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format as "text")),
};

/** A server that is gone without a word is noticed, and nobody waits for a connection for ever. */
export const reach = { connectionTimeoutMillis: 5_000, keepAlive: true, keepAliveInitialDelayMillis: 30_000 };

/** How long to wait for a server to say itself that a statement took too long. */
export const answerWithin = (statementTimeoutMs: number): number => 1.5 * statementTimeoutMs;

export interface PoolOptions {
  url: string;
  connections: number;
  onError: (error: unknown) => void;
  /** Milliseconds that one statement may take. Absent: as long as it takes. */
  statementTimeoutMs?: number | undefined;
}

export function openPool({ url, connections, onError, statementTimeoutMs }: PoolOptions): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    ...reach,
    ...(statementTimeoutMs !== undefined && hurry(statementTimeoutMs)),
  });
  pool.on("error", onError);
  // The pool listens to connections that are idle only. One that breaks at work says so to the query it was at as well,
  // and an `error` that nobody hears ends the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    async connect() {
      try {
        return marked(await pool.connect());
      } catch (error) {
        throw ofDatabase(error);
      }
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

/**
 * Asks the server to stop a statement by itself, or the server would go on waiting for a lock on behalf of nobody. The
 * timeout is set by a statement: a pooler between us refuses connections that begin with settings it does not know.
 */
const hurry = (statementTimeoutMs: number): pg.PoolConfig => ({
  query_timeout: answerWithin(statementTimeoutMs),
  onConnect: async (client) => {
    await client.query(`set statement_timeout = ${statementTimeoutMs}`);
  },
});

function marked(client: pg.PoolClient): PostgresPoolClient {
  let silent: unknown;
  const query = async <R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> => {
    // This statement ends the transaction of a query that was never answered. Nobody should wait for it as well.
    if (silent !== undefined) throw silent;
    try {
      return (await client.query(text, [...values])) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      ofDatabase(error);
      if (isSilent(error)) {
        silent = error;
        // The connection is still busy with that query, and in the pool the next query would wait for it. What was not
        // committed never will be.
        void (client as unknown as pg.Client).end();
      }
      throw error;
    }
  };
  return {
    query: query as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy),
  };
}

/** It did not even say that it took too long. */
const isSilent = (error: unknown): boolean => isLate(error) && !(error instanceof pg.DatabaseError);
