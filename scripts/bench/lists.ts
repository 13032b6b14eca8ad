/**
 * What lists, counts and searches take on a desk of a thousand tickets and on one of a million, by HTTP, the first page
 * and the hundredth; and whether anybody is held up when all of it is asked at once.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Print } from "../figures/write.ts";
import { startPostgres } from "../testing/postgres.ts";
import { lists } from "./asked-lists.ts";
import { memoryOf } from "./desk.ts";
import { figurePrinter, median, quantile, timed } from "./figures.ts";
import { filledFolder, type FilledServer, startFilled } from "./filled.ts";
import { mix } from "./mix.ts";

const sizes = [1_000, Number(process.env["BENCH_TICKETS"] ?? 1_000_000)];
const goalMs = 30;
const searchGoalMs = 100;
/** A list may take so much longer than the same on the small desk: times, or milliseconds more. */
const growth = { times: 2, ms: 10 };

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
      print("");
      printFigure("memory after all of it", `${memoryOf(filled.server.pid).toFixed(0)} MB`);
      printFigure("the database on disk", `${((await bytesOf(folder, database)) / 1e9).toFixed(2)} GB`);
    } finally {
      await filled.stop();
    }
  }
}

async function ownDatabase(url: string, tickets: number): Promise<string> {
  await asked(url, `create database filled_${tickets}`);
  return url.replace(/\/postgres$/, `/filled_${tickets}`);
}

async function bytesOf(folder: string, database: string | undefined): Promise<number> {
  if (database === undefined) return statSync(join(folder, "deskbell.db")).size;
  const [row] = await asked<{ bytes: string }>(database, "select pg_database_size(current_database()) as bytes");
  return Number(row!.bytes);
}

async function asked<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
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
