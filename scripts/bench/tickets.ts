/** The whole server against a floor, on SQLite: requests a second, memory, start. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Print } from "../figures/write.ts";
import { freePort } from "../testing/free-port.ts";
import { startBenchDesk, withTicket } from "./desk.ts";
import { kinds, load, warmUp } from "./load.ts";
import type { Figures, Kind, Target } from "./load.ts";
import { median, figurePrinter } from "./figures.ts";

/** Of the floor's requests a second; a lone writer has nobody to share a commit with, so no goal for it. */
const goals: Record<Kind, (connections: number) => number> = {
  "POST ticket": (connections) => (connections >= 64 ? 1.2 : connections >= 16 ? 1 : 0),
  "POST reply": (connections) => (connections >= 16 ? 1 : 0),
  "GET ticket": () => 0.5,
  "GET list": () => 0.5,
};
/** Each figure is the median of so many. */
const rounds = 5;
const idleGoalMB = 110;
const readyGoalMs = 500;

export async function tickets(print: Print): Promise<void> {
  const printFigure = figurePrinter(print);
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-"));
  try {
    const desk = await startBenchDesk(folder);
    const target = await withTicket(desk);
    const idle = desk.memory();
    const floor = await startFloor(join(folder, "deskbell.db"), target);
    await warmUp(target);
    await warmUp(floor.target);
    print(row(["", "connections", "requests/s", "p50 ms", "p99 ms", "floor/s", "ratio", "goal", "bare/s", "ratio"]));
    for (const kind of kinds) {
      for (const connections of [1, 16, 64]) {
        const ours: Figures[] = [];
        const full: Figures[] = [];
        const bare: Figures[] = [];
        // In turns, so that whatever else the machine does meanwhile falls on both.
        for (let round = 0; round < rounds; round++) {
          ours.push(await load(target, kind, connections));
          full.push(await load(floor.target, kind, connections));
          if (kind === "POST ticket") bare.push(await load(floor.bare, kind, connections));
        }
        const ratioTo = (floors: Figures[]): number =>
          median(ours.map(({ perSecond }, round) => perSecond / floors[round]!.perSecond));
        const ratio = ratioTo(full);
        const goal = goals[kind](connections);
        if (ratio < goal) process.exitCode = 1;
        const of = (figures: Figures[], name: keyof Figures): string => {
          const value = median(figures.map((one) => one[name]));
          return value < 1 ? "< 1" : value.toFixed(0);
        };
        const cells = [of(ours, "perSecond"), of(ours, "p50"), of(ours, "p99"), of(full, "perSecond")];
        const beside = bare.length > 0 ? [of(bare, "perSecond"), ratioTo(bare).toFixed(2)] : [];
        print(
          row([kind, `${connections}`, ...cells, ratio.toFixed(2), goal > 0 ? `≥ ${goal.toFixed(1)}` : "", ...beside]),
        );
      }
    }
    const after = desk.memory();
    await desk.stop();
    await floor.stop();
    const starts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const again = await startBenchDesk(folder);
      starts.push(again.readyInMs);
      await again.stop();
    }
    const readyInMs = median(starts);
    printFigure("memory idle", `${idle.toFixed(0)} MB`, `≤ ${idleGoalMB}`, idle <= idleGoalMB);
    printFigure("memory after the run", `${after.toFixed(0)} MB`);
    printFigure("start to ready, filled", `${readyInMs.toFixed(0)} ms`, `≤ ${readyGoalMs}`, readyInMs <= readyGoalMs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row([first = "", ...others]: string[]): string {
  return first.padEnd(14) + others.map((cell) => cell.padStart(12)).join("");
}

/** On a copy of the same file, so that tables, indexes and the first rows are the same. */
async function startFloor(
  database: string,
  { ticketId, repliedId }: Target,
): Promise<{ target: Target; bare: Target; stop: () => Promise<void> }> {
  const copy = `${database}.floor`;
  const original = new Sqlite(database, { readonly: true });
  await original.backup(copy);
  original.close();
  const port = await freePort();
  const floor = spawn(process.execPath, ["scripts/bench/floor.ts", copy, String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([once(floor.stdout, "data"), once(floor, "exit")]);
  const target: Target = { url: `http://127.0.0.1:${port}`, headers: {}, ticketId, repliedId };
  return {
    target,
    bare: { ...target, url: `${target.url}/bare` },
    stop: async () => {
      floor.kill();
      await once(floor, "exit");
    },
  };
}
