/** Whether anybody is held up when lists, counts, searches and submits are asked for at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Print } from "../figures/write.ts";
import { lists } from "./asked-lists.ts";
import { figurePrinter, median, quantile, timed } from "./figures.ts";
import type { FilledServer } from "./filled.ts";
import type { LoopDelay } from "./loop-delay.ts";

const mixMs = 8_000;
const mixRounds = 3;

/** Submits, lists, searches and counts, all at once. */
export async function mix(print: Print, filled: FilledServer): Promise<void> {
  const printFigure = figurePrinter(print);
  const { server, ask, submit, projects, customer } = filled;
  const small = projects[1]!.id;
  const slowest = `/tickets?status=closed&held=false&type=none-such&project=${small}`;
  const alone = quantile(await timed(submit), 0.95);
  const beside = quantile(await timedBeside(submit, () => ask(slowest)), 0.95);
  const runs: { delay: LoopDelay; idle: LoopDelay }[] = [];
  for (let round = 0; round < mixRounds; round++) {
    await tellDelay(server.pid, server.output, server.until);
    const end = performance.now() + mixMs;
    const until = async (work: () => Promise<void>): Promise<void> => {
      while (performance.now() < end) await work();
    };
    const reading = lists.map(({ path }) => path({ project: projects[0]!.id, small, tag: "vip", customer }));
    let next = 0;
    const read = async (): Promise<void> => void (await ask(reading[next++ % reading.length]!));
    const idle = idleDelay();
    await Promise.all([until(submit), until(read), until(read), until(async () => void (await ask(slowest)))]);
    runs.push({ delay: await tellDelay(server.pid, server.output, server.until), idle: await idle });
  }
  const middle = (of: (run: (typeof runs)[number]) => number): number => median(runs.map(of));
  const p99 = middle(({ delay, idle }) => delay.p99 - idle.p99);
  const max = middle(({ delay, idle }) => delay.maxWithoutCommits - idle.maxWithoutCommits);
  print("");
  print("Submits, lists, counts and searches at once: the middle of three runs, without what an idle Node has");
  printFigure("loop delay, p99", `${p99.toFixed(1)} ms`, "≤ 20", p99 <= 20);
  printFigure("loop delay, longest, without commits", `${max.toFixed(1)} ms`, "≤ 50", max <= 50);
  printFigure("longest commit", `${middle(({ delay }) => delay.maxCommit).toFixed(1)} ms`);
  printFigure("a submit alone, p95", `${alone.toFixed(1)} ms`);
  printFigure(
    "a submit beside the slowest list, p95",
    `${beside.toFixed(1)} ms`,
    `≤ ${(2 * alone).toFixed(1)}`,
    beside <= 2 * alone,
  );
}

/** While something else is asked all the time. */
async function timedBeside(work: () => Promise<unknown>, other: () => Promise<unknown>): Promise<number[]> {
  let isOver = false;
  const beside = (async (): Promise<void> => {
    while (!isOver) await other();
  })();
  try {
    return await timed(work);
  } finally {
    isOver = true;
    await beside;
  }
}

/** What a Node that does nothing measures on this machine meanwhile. */
async function idleDelay(): Promise<LoopDelay> {
  const args = ["--import", "./scripts/bench/loop-delay.ts", "-e", "setInterval(() => {}, 1000)"];
  const idle = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  idle.stdout.on("data", (part: Buffer) => (output += part.toString()));
  await new Promise((resolve) => setTimeout(resolve, mixMs));
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const told = await tellDelay(idle.pid!, () => output, until);
  idle.kill();
  await once(idle, "exit");
  return told;
}

async function tellDelay(
  pid: number,
  output: () => string,
  until: (holds: () => boolean) => Promise<void>,
): Promise<LoopDelay> {
  const before = output().length;
  process.kill(pid, "SIGUSR2");
  const told = (): string | undefined => /loop delay (\{.*\})\n/.exec(output().slice(before))?.[1];
  await until(() => told() !== undefined);
  return JSON.parse(told()!) as LoopDelay;
}
