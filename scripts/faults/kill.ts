/** Fault 1: the process is killed in the middle of submissions, again and again. */
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "../testing/postgres.ts";
import type { Outcome } from "./outcome.ts";
import { Ledger, readPostgres, readSqlite } from "./ledger.ts";
import { openFaultDesk } from "./desk.ts";

const clients = 8;

export async function killOnSqlite(rounds: number, random: () => number): Promise<Outcome> {
  const desk = await openFaultDesk();
  try {
    const ledger = await killAgainAndAgain(desk, rounds, random);
    const { rows, integrity } = readSqlite(join(desk.folder, "deskbell.db"));
    const verdict = ledger.compare(rows);
    const held = verdict.lost === 0 && verdict.doubled === 0 && integrity === "ok";
    return { ...verdict, held, recoveries: desk.recoveries, note: `${rounds} kills, integrity ${integrity}` };
  } finally {
    await desk.close();
  }
}

export async function killOnPostgres(rounds: number, random: () => number): Promise<Outcome> {
  const postgres = await startPostgres();
  const desk = await openFaultDesk({
    env: { DATABASE_URL: postgres.url, SECRET_KEY: randomBytes(32).toString("hex") },
  });
  try {
    const ledger = await killAgainAndAgain(desk, rounds, random);
    const verdict = ledger.compare(await readPostgres(postgres.url));
    const held = verdict.lost === 0 && verdict.doubled === 0;
    return { ...verdict, held, recoveries: desk.recoveries, note: `${rounds} kills` };
  } finally {
    await desk.close();
    await postgres.stop();
  }
}

async function killAgainAndAgain(
  desk: Awaited<ReturnType<typeof openFaultDesk>>,
  rounds: number,
  random: () => number,
): Promise<Ledger> {
  const ledger = new Ledger();
  await desk.prepare();
  let going = true;
  const work = async (): Promise<void> => {
    // What is under way when the rounds end is sent to its end, or nobody could say what became of it.
    while (going) await ledger.sendUntilAcknowledged(desk, randomUUID(), () => true);
  };
  const working = Promise.all(Array.from({ length: clients }, work));
  for (let round = 0; round < rounds; round++) {
    await pause(300 + random() * 1200);
    await desk.server!.kill();
    await desk.start();
  }
  going = false;
  await working;
  await desk.server!.stop();
  return ledger;
}
