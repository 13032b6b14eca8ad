/** A thread of its own that looks at hostile files of values and imports them, two at a time. */
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { hostileFiles } from "./hostile-files.ts";

export interface CsvOrder {
  url: string;
  /** Of an administrator. */
  cookie: string;
  seconds: number;
}

export interface CsvReport {
  /** Answers by their status. */
  dryRuns: Record<number, number>;
  imports: Record<number, number>;
  /** Bytes of the longest answer. */
  peakBytes: number;
  failures: string[];
}

const { url, cookie, seconds } = workerData as CsvOrder;
const end = performance.now() + seconds * 1000;
const report: CsvReport = { dryRuns: {}, imports: {}, peakBytes: 0, failures: [] };
const files = Object.entries(hostileFiles).map(([name, make]) => [name, new Blob([make()])] as const);
const headers = { cookie, "sec-fetch-site": "same-origin" };

const projects = (await (await fetch(`${url}/api/staff/projects`, { headers })).json()) as { items: { id: string }[] };
const project = projects.items[0]!.id;

async function send([name, file]: readonly [string, Blob], dryRun: boolean): Promise<void> {
  const form = new FormData();
  form.set("file", file, "people.csv");
  // What is under way when the time is over is broken off, as by somebody who closes the page.
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(end - performance.now())));
  const address = `${url}/api/staff/imports?project=${project}&dryRun=${dryRun}`;
  try {
    const answer = await fetch(address, { method: "POST", headers, body: form, signal });
    const bytes = await answer.bytes();
    report.peakBytes = Math.max(report.peakBytes, bytes.length);
    const counts = dryRun ? report.dryRuns : report.imports;
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    if (answer.status >= 500) report.failures.push(`${name} answered ${answer.status}`);
  } catch (error) {
    if (!signal.aborted) report.failures.push(`${name}: ${String(error)}`);
  }
}

async function work(dryRun: boolean): Promise<void> {
  // Each begins elsewhere in the list, so that all of it is met.
  for (let at = dryRun ? 0 : files.length / 2; performance.now() < end; at++) {
    await send(files[at % files.length]!, dryRun);
    await pause(50);
  }
}

await Promise.all([work(true), work(false)]);
parentPort!.postMessage(report);
