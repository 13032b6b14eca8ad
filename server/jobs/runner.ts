/** Does what the jobs table asks for. Kinds do not wait for each other. */
import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import { createQueue, type JobContext, type JobResult } from "./queue.ts";
import type { Job, JobKind, JobPayloads } from "./store.ts";

export type JobHandlers = {
  [Kind in JobKind]: (payload: JobPayloads[Kind], context: JobContext) => Promise<JobResult>;
};

export interface JobRunner {
  /** Looks for due jobs now instead of at the next tick. Resolves when none is left. */
  runDue(): Promise<void>;
  /** Waits for what runs, and not for ever: a mail that is slow to go is given back. */
  close(): Promise<void>;
}

/** Connections to the mail server, and mails that are read while others are filed; of everything else one is enough. */
const atOnce: Partial<Record<JobKind, number>> = { mail: 5, "mail-in": 4 };

interface RunnerOptions {
  database: Database;
  handlers: JobHandlers;
  now: () => number;
  log: Logger;
  tickMs?: number;
  /** How long `close` waits before it asks jobs to stop, in milliseconds. */
  closeTimeoutMs?: number;
}

export function startJobRunner(options: RunnerOptions): JobRunner {
  const { database, handlers, now, log, tickMs = 1000, closeTimeoutMs = 10_000 } = options;
  const stop = new AbortController();
  const queues = (Object.keys(handlers) as JobKind[]).map((kind) =>
    createQueue({
      kind,
      atOnce: atOnce[kind] ?? 1,
      handle: (payload: Job["payload"], context) => handlers[kind](payload as never, context),
      database,
      now,
      log,
      signal: stop.signal,
    }),
  );

  const timer = setInterval(() => {
    for (const queue of queues) {
      queue.tick().catch((error: unknown) => log.error({ err: error }, "jobs could not be read"));
    }
  }, tickMs);
  timer.unref();

  return {
    async runDue() {
      await Promise.all(queues.map((queue) => queue.work()));
    },
    async close() {
      clearInterval(timer);
      const late = setTimeout(() => stop.abort(), closeTimeoutMs);
      await Promise.all(queues.map((queue) => queue.close()));
      clearTimeout(late);
    },
  };
}
