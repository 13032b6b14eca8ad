/** Somebody reads their list while twenty others sign in at once, again and again: each costs a core 67 ms of hashing. */
import { Agent, request } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Print } from "../figures/write.ts";
import { benchStaff, startBenchDesk, withTicket } from "./desk.ts";
import type { Target } from "./load.ts";
import { median, quantile, figurePrinter } from "./figures.ts";

const goals = { p50: 1.25, p99: 4 };
const atOnce = 20;
const rounds = 7;
/** How long a round lasts, in milliseconds. */
const windowMs = 1500;
const readers = 4;
/** Between two looks of one reader: people read at their pace, and do not fill a core. Milliseconds. */
const betweenMs = 10;

export async function signIns(print: Print): Promise<void> {
  const printFigure = figurePrinter(print);
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-"));
  const desk = await startBenchDesk(folder);
  const agent = new Agent({ keepAlive: true });
  try {
    const target = await withTicket(desk);
    const took: number[] = [];
    const burst = async (): Promise<void> => {
      const begun = performance.now();
      await Promise.all(Array.from({ length: atOnce }, () => signIn(desk.url)));
      took.push(performance.now() - begun);
    };
    const bursts = async (): Promise<void> => {
      for (const end = performance.now() + windowMs; performance.now() < end;) await burst();
    };
    // The first one loads what hashes; code that has just started is slower than what a day is made of.
    await readDuring(bursts, target, agent);
    const quiet: number[][] = [];
    const busy: number[][] = [];
    for (let round = 0; round < rounds; round++) {
      busy.push(await readDuring(bursts, target, agent));
      quiet.push(await readDuring(() => pause(windowMs), target, agent));
    }
    printFigure(`${atOnce} sign-ins at once`, `${median(took).toFixed(0)} ms`);
    for (const [name, share] of [
      ["p50", 0.5],
      ["p99", 0.99],
    ] as const) {
      const [calm, under] = [quiet, busy].map((all) => median(all.map((times) => quantile(times, share)))) as [
        number,
        number,
      ];
      const ratio = median(busy.map((times, round) => quantile(times, share) / quantile(quiet[round]!, share)));
      printFigure(`list: ${name} quiet`, `${calm.toFixed(2)} ms`);
      printFigure(`list: ${name} beside sign-ins`, `${under.toFixed(2)} ms`);
      printFigure(`list: ${name}, times`, ratio.toFixed(2), `≤ ${goals[name]}`, ratio <= goals[name]);
    }
  } finally {
    agent.destroy();
    await desk.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function signIn(url: string): Promise<void> {
  const { email, password } = benchStaff;
  const answer = await fetch(`${url}/api/staff/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ email, password }),
  });
  await answer.text();
  if (answer.status !== 201) throw new Error(`Signing in answered ${answer.status}`);
}

/** @returns how long every look at the list took that began while the work was under way, in milliseconds */
async function readDuring(work: () => Promise<unknown>, target: Target, agent: Agent): Promise<number[]> {
  const times: number[] = [];
  let isUnderWay = true;
  const read = async (): Promise<void> => {
    while (isUnderWay) {
      times.push(await look(target, agent));
      await pause(betweenMs);
    }
  };
  const working = work().finally(() => (isUnderWay = false));
  await Promise.all([working, ...Array.from({ length: readers }, read)]);
  return times;
}

function look({ url, headers }: Target, agent: Agent): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/tickets`, { headers, agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`The list answered ${answer.statusCode}`));
      answer.resume().once("end", () => resolve(performance.now() - begun));
    });
    asked.once("error", reject).end();
  });
}
