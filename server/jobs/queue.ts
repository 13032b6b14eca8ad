/** The jobs of one kind: so many at once, the next as soon as one ends, and no waiting for the slowest. */
import type { Logger } from "pino";
import type { Database } from "../db/database.ts";
import { claimJobs, finishJob, isJobDue, type Job, type JobKind, postponeJob, renewLeases } from "./store.ts";

/** What a job may know of its run. */
export interface JobContext {
  /** From 1. */
  attempts: number;
  /** Aborted when the process has to end and can wait no longer. */
  signal: AbortSignal;
  /** Aborted as soon as the process is asked to end: what can go on later stops at the next good place. */
  leaving: AbortSignal;
}

/** Nothing: done. Otherwise the job runs again after so many milliseconds. */
export type JobResult = void | { againIn: number };

export interface JobQueue {
  /** Looks for due jobs now. Resolves when none is due and none runs. */
  work(): Promise<void>;
  /** Looks whether there is something to do. */
  tick(): Promise<void>;
  /** Resolves when what runs has ended; nothing new begins. */
  close(): Promise<void>;
}

export interface QueueOptions {
  kind: JobKind;
  atOnce: number;
  handle: (payload: Job["payload"], context: JobContext) => Promise<JobResult>;
  database: Database;
  now: () => number;
  log: Logger;
  signal: AbortSignal;
}

/**
 * After this time another process takes over a job whose process died. A job that runs longer has its lease renewed.
 */
const leaseMs = 60_000;
const renewEveryMs = 20_000;
const maxWaitMs = 3_600_000;

export function createQueue({ kind, atOnce, handle, database, now, log, signal }: QueueOptions): JobQueue {
  const running = new Map<number, Promise<void>>();
  const leaving = new AbortController();
  let closed = false;
  let working: Promise<void> | undefined;
  let renewed = now();
  let wake = Promise.withResolvers<void>();

  /** Never rejects: what cannot be written down now is done again when the lease is over. */
  const run = async ({ seq, payload, attempts }: Job): Promise<void> => {
    try {
      const result = await attempt(payload, attempts);
      await database.write((tx) => (result ? postponeJob(tx, seq, now() + result.againIn) : finishJob(tx, seq)));
    } catch (error) {
      log.error({ err: error, job: kind }, "the end of a job could not be written");
    } finally {
      running.delete(seq);
    }
  };

  const attempt = async (payload: Job["payload"], attempts: number): Promise<JobResult> => {
    try {
      return await handle(payload, { attempts, signal, leaving: leaving.signal });
    } catch (error) {
      log.error({ err: error, job: kind, attempts }, "job failed");
      return { againIn: Math.min(maxWaitMs, 1000 * 2 ** attempts) };
    }
  };

  const startDue = async (): Promise<void> => {
    const free = atOnce - running.size;
    if (closed || free <= 0) return;
    for (const job of await database.write((tx) => claimJobs(tx, kind, now(), leaseMs, free))) {
      // After a jump of the clock, the lease of a job that still runs here may look over.
      if (!running.has(job.seq)) running.set(job.seq, run(job));
    }
  };

  const workOff = async (): Promise<void> => {
    for (;;) {
      wake = Promise.withResolvers();
      await startDue();
      if (running.size === 0) return;
      await Promise.race([...running.values(), wake.promise]);
    }
  };

  const work = (): Promise<void> => {
    wake.resolve();
    return (working ??= workOff().finally(() => {
      working = undefined;
    }));
  };

  return {
    work,
    async tick() {
      if (running.size > 0 && now() - renewed >= renewEveryMs) {
        renewed = now();
        await database.write((tx) => renewLeases(tx, [...running.keys()], now() + leaseMs));
      }
      if (!closed && running.size < atOnce && (await isJobDue(database.read, kind, now()))) await work();
    },
    async close() {
      closed = true;
      leaving.abort();
      await Promise.allSettled([working, ...running.values()]);
    },
  };
}
