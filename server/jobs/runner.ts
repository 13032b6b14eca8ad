/** Does what the jobs table asks for. A job whose process died is taken over when its lease is over. */
import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import { claimJobs, finishJob, type Job, type JobPayloads, postponeJob } from "./store.ts";

export type JobHandlers = { [Kind in keyof JobPayloads]: (payload: JobPayloads[Kind]) => Promise<void> };

export interface JobRunner {
  /** Looks for due jobs now instead of at the next tick. Resolves when none is left. */
  runDue(): Promise<void>;
  close(): Promise<void>;
}

const lease = 60_000;
const atOnce = 10;
const longestWait = 3_600_000;

interface RunnerOptions {
  database: Database;
  handlers: JobHandlers;
  now: () => number;
  log: Logger;
  every?: number;
}

export function startJobRunner({ database, handlers, now, log, every = 1000 }: RunnerOptions): JobRunner {
  let closed = false;
  let running: Promise<void> | undefined;

  const run = async (job: Job): Promise<void> => {
    try {
      await handlers[job.kind](job.payload as never);
      await database.write((tx) => finishJob(tx, job.seq));
    } catch (error) {
      const wait = Math.min(longestWait, 1000 * 2 ** job.attempts);
      log.error({ err: error, job: job.kind, attempts: job.attempts }, "job failed");
      await database.write((tx) => postponeJob(tx, job.seq, now() + wait));
    }
  };

  const runAll = async (): Promise<void> => {
    while (!closed) {
      const due = await database.write((tx) => claimJobs(tx, now(), lease, atOnce));
      if (due.length === 0) return;
      for (const job of due) await run(job);
    }
  };

  const runDue = (): Promise<void> =>
    (running ??= runAll().finally(() => {
      running = undefined;
    }));

  const isDue = async (): Promise<boolean> => {
    const query = database.read.selectFrom("jobs").select("seq").where("run_at", "<=", now());
    return (await query.where("leased_until", "<=", now()).limit(1).executeTakeFirst()) !== undefined;
  };
  const timer = setInterval(() => {
    isDue()
      .then((due) => (due ? runDue() : undefined))
      .catch((error: unknown) => log.error({ err: error }, "jobs could not be read"));
  }, every);
  timer.unref();

  return {
    runDue,
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
