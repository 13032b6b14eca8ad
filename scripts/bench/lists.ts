/**
 * What lists, counts and searches take on a desk of a thousand tickets and on one of a million, by HTTP, the first page
 * and the hundredth; and whether anybody is held up when all of it is asked at once.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Print } from "../figures/write.ts";
import { startPostgres } from "../testing/postgres.ts";
import { figurePrinter, median, quantile } from "./figures.ts";
import { filledFolder, type FilledServer, startFilled } from "./filled.ts";
import type { LoopDelay } from "./loop-delay.ts";

const sizes = [1_000, Number(process.env["BENCH_TICKETS"] ?? 1_000_000)];
const asks = 40;
const goalMs = 30;
const searchGoalMs = 100;
/** A list may take so much longer than the same on the small desk: times, or milliseconds more. */
const growth = { times: 2, ms: 10 };
const mixMs = 8_000;
const mixRounds = 3;

interface Asked {
  name: string;
  path: (of: { project: string; small: string; tag: string; customer: string }) => string;
  isSearch?: boolean;
}

const open = "status=new,open&held=false";
const lists: Asked[] = [
  { name: "queue", path: () => `/tickets?${open}` },
  { name: "queue of a project", path: ({ project }) => `/tickets?${open}&project=${project}` },
  { name: "queue, oldest first", path: () => `/tickets?${open}&sort=oldest` },
  { name: "closed", path: () => "/tickets?status=closed&held=false" },
  { name: "closed of a project", path: ({ small }) => `/tickets?status=closed&held=false&project=${small}` },
  { name: "unassigned", path: () => `/tickets?${open}&assignee=none` },
  { name: "mine", path: () => "/tickets?status=new,open,waiting,on-hold&held=false&assignee=me" },
  { name: "by priority", path: () => `/tickets?${open}&sort=priority` },
  { name: "urgent", path: () => `/tickets?${open}&priority=urgent` },
  { name: "status open", path: () => "/tickets?status=open" },
  { name: "a tag nobody has", path: () => "/tickets?tag=nobody-has-this" },
  { name: "a common tag", path: ({ tag }) => `/tickets?tag=${tag}` },
  { name: "held", path: () => "/tickets?held=true" },
  { name: "of a customer", path: ({ customer }) => `/tickets?customer=${customer}` },
  { name: "counts", path: () => "/tickets/counts" },
  { name: "counts of a project", path: ({ project }) => `/tickets/counts?project=${project}` },
  { name: "customers", path: () => "/customers" },
  { name: "customers, newest first", path: ({ project }) => `/customers?sort=newest&project=${project}` },
  { name: "companies", path: () => "/companies" },
  { name: "mails", path: () => "/mail" },
  { name: "audit", path: () => "/audit" },
  { name: "search: a common word", path: () => "/tickets?q=parcel", isSearch: true },
  { name: "search: a rare word", path: () => "/tickets?q=zavuntmond", isSearch: true },
  { name: "search: two words", path: () => "/tickets?q=invoice%20refund", isSearch: true },
  { name: "search: one letter", path: () => "/tickets?q=a", isSearch: true },
  { name: "search: a number", path: () => "/tickets?q=RE-2024%2F0815", isSearch: true },
  { name: "portal: one's tickets", path: () => "/portal/tickets" },
  { name: "portal: search", path: () => "/portal/tickets?q=parcel", isSearch: true },
  { name: "search: customers", path: () => "/customers?q=weber", isSearch: true },
];

export const desk = (print: Print): Promise<void> => measure(print, undefined);

export async function deskOnPostgres(print: Print): Promise<void> {
  const postgres = await startPostgres({ outlivesKills: true });
  try {
    await measure(print, postgres.url);
  } finally {
    await postgres.stop();
  }
}

type Times = Record<string, { first: number[]; hundredth: number[] | undefined }>;

async function measure(print: Print, postgres: string | undefined): Promise<void> {
  const found: Times[] = [];
  const printFigure = figurePrinter(print);
  for (const tickets of sizes) {
    const database = postgres === undefined ? undefined : await ownDatabase(postgres, tickets);
    const folder = await filledFolder(tickets, (line) => console.log(`  ${tickets}: ${line}`), database);
    const filled = await startFilled(folder, database, ["--import", "./scripts/bench/loop-delay.ts"]);
    try {
      found.push(await timesOf(filled));
      if (tickets !== sizes.at(-1)) continue;
      printTable(print, found as [Times, Times]);
      printFigure("start to ready", `${filled.readyInMs.toFixed(0)} ms`, "≤ 500", filled.readyInMs <= 500);
      await mix(print, filled);
    } finally {
      await filled.stop();
    }
  }
}

async function ownDatabase(url: string, tickets: number): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database filled_${tickets}`);
  await client.end();
  return url.replace(/\/postgres$/, `/filled_${tickets}`);
}

async function timesOf({ ask, projects, customer }: FilledServer): Promise<Times> {
  const of = { project: projects[0]!.id, small: projects[1]!.id, tag: "vip", customer };
  const times: Times = {};
  for (const { name, path } of lists) {
    const first = path(of);
    const cursor = await cursorOf(ask, first, 99);
    const later = `${first}${first.includes("?") ? "&" : "?"}cursor=${cursor}`;
    times[name] = {
      first: await timed(() => ask(first)),
      hundredth: cursor === undefined ? undefined : await timed(() => ask(later)),
    };
  }
  return times;
}

/** Where the page after so many begins; undefined where there are fewer. */
async function cursorOf(ask: FilledServer["ask"], path: string, pages: number): Promise<string | undefined> {
  let cursor: string | null = null;
  for (let page = 0; page < pages; page++) {
    const more: string = cursor === null ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${cursor}`;
    const answer: { nextCursor?: string | null } = await ask(more);
    if (!answer.nextCursor) return undefined;
    cursor = answer.nextCursor;
  }
  return cursor ?? undefined;
}

async function timed(work: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 5; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < asks; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

function printTable(print: Print, [small, large]: [Times, Times]): void {
  const [few, many] = sizes.map((size) => size.toLocaleString("en"));
  const cells = (values: string[]): string => values.map((value) => value.padStart(11)).join("");
  print("p50/p95 in ms".padEnd(26) + cells([`${few}`, `${many}`, "100th page", "ratio", "goal p95"]));
  for (const { name, isSearch } of lists) {
    const [before, after] = [small[name]!, large[name]!];
    const pair = (times: number[] | undefined): string =>
      times ? `${median(times).toFixed(1)}/${quantile(times, 0.95).toFixed(1)}` : "–";
    const ratio = median(after.first) / median(before.first);
    const goal = isSearch ? searchGoalMs : goalMs;
    const worst = Math.max(quantile(after.first, 0.95), after.hundredth ? quantile(after.hundredth, 0.95) : 0);
    const hasGrown = ratio > growth.times && median(after.first) - median(before.first) > growth.ms;
    const isMet = worst <= goal && !hasGrown;
    if (!isMet) process.exitCode = 1;
    const shown = [pair(before.first), pair(after.first), pair(after.hundredth), ratio.toFixed(2), `≤ ${goal}`];
    print(`${name.padEnd(26)}${cells(shown)}${isMet ? "" : "  MISSED"}`);
  }
}

/** Submits, lists, searches and counts, all at once. */
async function mix(print: Print, filled: FilledServer): Promise<void> {
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
