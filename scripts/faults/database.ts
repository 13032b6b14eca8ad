/** Fault 12: Postgres goes away under load, in each way that it can, and comes back. */
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { startPostgres, type RunningPostgres } from "../testing/postgres.ts";
import { Ledger, readPostgres } from "./ledger.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk, type FaultDesk } from "./desk.ts";

const writers = 6;
const timesInAll = 20;
const maxRecoveryMs = 5_000;

interface GoneOptions {
  /** As the driver's pool leaves it: nobody hears of a connection that breaks at work. Has to end the process. */
  weak?: boolean;
}

export async function databaseGone({ weak = false }: GoneOptions = {}): Promise<Outcome> {
  const postgres = await startPostgres({ outlivesKills: true });
  const desk = await openFaultDesk({
    env: { DATABASE_URL: postgres.url, SECRET_KEY: randomBytes(32).toString("hex"), LOG_LEVEL: "silent" },
  });
  try {
    await desk.start(weak ? { nodeOptions: ["--import", "./scripts/faults/weaken-pool.mjs"] } : {});
    await desk.prepare();
    const server = desk.server!;
    let ended = false;
    void server.ended.then(() => (ended = true));
    const ledger = new Ledger();
    const recoveries: number[] = [];
    const unready: boolean[] = [];
    let going = true;
    const work = async (): Promise<void> => {
      while (going && !ended) await ledger.sendUntilAcknowledged(desk, randomUUID(), () => !ended);
    };
    const working = Promise.all(Array.from({ length: writers }, work));
    for (let time = 0; time < timesInAll && !ended; time++) {
      const before = ledger.acknowledged.size;
      while (ledger.acknowledged.size < before + 10 && !ended) await pause(10);
      const { away, back } = ways[time % ways.length]!(postgres);
      await away();
      await pause(300);
      unready.push(!(await isReady(desk)));
      const begun = performance.now();
      await back();
      const broughtBack = performance.now();
      while (!(await isReady(desk)) && !ended && performance.now() - begun < 4 * maxRecoveryMs) await pause(20);
      const { size } = ledger.acknowledged;
      while (ledger.acknowledged.size === size && !ended && performance.now() - begun < 4 * maxRecoveryMs) {
        await pause(20);
      }
      recoveries.push(performance.now() - broughtBack);
    }
    going = false;
    await working;
    const verdict = ledger.compare(await readPostgres(postgres.url));
    const slowest = Math.max(0, ...recoveries);
    const held =
      !ended &&
      verdict.lost === 0 &&
      verdict.doubled === 0 &&
      recoveries.length === timesInAll &&
      slowest <= maxRecoveryMs;
    const alive = ended ? "the process ended" : "the process lives";
    return {
      ...verdict,
      held,
      recoveries,
      note: `${recoveries.length} times gone, ${alive}, /readyz said so ${unready.filter(Boolean).length} times, back within ${(slowest / 1000).toFixed(2)} s`,
    };
  } finally {
    await desk.close();
    await postgres.stop();
  }
}

interface Way {
  away: () => Promise<void>;
  back: () => Promise<void>;
}

/** Stopped in order, crashed, killed, closed to writing, and every connection of it ended. */
const ways: ((postgres: RunningPostgres) => Way)[] = [
  (postgres) => ({ away: () => postgres.end("SIGINT"), back: postgres.restart }),
  (postgres) => ({ away: () => postgres.end("SIGQUIT"), back: postgres.restart }),
  (postgres) => ({ away: () => postgres.end("SIGKILL"), back: postgres.restart }),
  ({ url }) => ({
    away: async () => {
      await ask(url, "alter system set default_transaction_read_only = on");
      await ask(url, "select pg_reload_conf()");
    },
    back: async () => {
      await ask(url, "set default_transaction_read_only = off", "alter system reset default_transaction_read_only");
      await ask(url, "select pg_reload_conf()");
    },
  }),
  ({ url }) => ({
    away: async () => {
      for (let n = 0; n < 5; n++) {
        await ask(
          url,
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
        );
        await pause(40);
      }
    },
    back: () => Promise.resolve(),
  }),
];

async function ask(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const isReady = (desk: FaultDesk): Promise<boolean> =>
  fetch(`http://127.0.0.1:${desk.port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
