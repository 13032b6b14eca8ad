import pg from "pg";
import { answerWithin, reach } from "./postgres-pool.ts";

/** What events are told on. */
export const channel = "deskbell_events";
/** What every process that is at work says first on a connection of its own, and nothing else after it. */
export const listening = `listen ${channel}`;

export interface EarOptions {
  url: string;
  heard: () => void;
  onError: (error: unknown) => void;
  /** Milliseconds in which Postgres has to answer. */
  statementTimeoutMs?: number | undefined;
  /** How often to see whether anybody is still at the other end. */
  askEveryMs?: number | undefined;
}

const retryMs = 1000;

/** One connection that only listens; after a loss it comes back and calls once, because it may have missed something. */
export function openEar({ url, heard, onError, statementTimeoutMs = 10_000, askEveryMs = 30_000 }: EarOptions) {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const later = (work: () => Promise<void>, milliseconds: number): void => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void work(), milliseconds);
  };

  const connect = async (): Promise<void> => {
    if (closed) return;
    client = new pg.Client({ connectionString: url, ...reach, query_timeout: answerWithin(statementTimeoutMs) });
    client.on("notification", heard);
    client.on("error", onError);
    client.on("end", () => later(connect, retryMs));
    try {
      await client.connect();
      await client.query(listening);
      heard();
      later(ask, askEveryMs);
    } catch (error) {
      giveUp(error);
    }
  };

  /** A listener has nothing to say, so that it would never learn of a server that is gone without a word. */
  const ask = async (): Promise<void> => {
    try {
      await client?.query(listening);
      later(ask, askEveryMs);
    } catch (error) {
      giveUp(error);
    }
  };

  function giveUp(error: unknown): void {
    onError(error);
    client?.end().catch(onError);
    later(connect, retryMs);
  }

  const first = connect();

  return {
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      await first;
      await client?.end().catch(onError);
    },
  };
}
