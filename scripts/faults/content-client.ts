/** A thread of its own in which some write hostile texts and others read them, by every way there is. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { hostileTexts } from "./hostile-texts.ts";
import { seeded } from "./seeded.ts";

export interface ContentOrder {
  url: string;
  /** Path of the portal's API. */
  portal: string;
  /** Of an administrator. */
  cookie: string;
  seed: number;
  seconds: number;
}

export interface ContentReport {
  written: number;
  read: number;
  /** Bytes of the longest answer. */
  peakBytes: number;
  failures: string[];
}

const writers = 2;
const drawnTexts = 60;
const writesEveryMs = 100;
const readsEveryMs = 300;
/** As somebody who scrolls back. */
const pages = 3;
const timeoutMs = 20_000;

const { url, portal, cookie, seed, seconds } = workerData as ContentOrder;
const texts = hostileTexts(seeded(seed), drawnTexts);
const end = performance.now() + seconds * 1000;
const report: ContentReport = { written: 0, read: 0, peakBytes: 0, failures: [] };

// oxlint-disable-next-line no-explicit-any -- the answers of several routes
async function ask(path: string, headers: Record<string, string>, body?: object): Promise<any> {
  const keyed = body && { "content-type": "application/json", "idempotency-key": randomUUID() };
  const init = {
    method: body ? "POST" : "GET",
    headers: { ...headers, ...keyed },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  };
  const answer = await fetch(url + path, init);
  const bytes = await answer.bytes();
  report.peakBytes = Math.max(report.peakBytes, bytes.length);
  const text = Buffer.from(bytes).toString();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 200)}`);
  return JSON.parse(text);
}

async function write(id: string, headers: Record<string, string>, first: number): Promise<void> {
  for (let at = first; performance.now() < end; at += writers) {
    await ask(`${portal}/tickets/${id}/messages`, headers, { body: texts[at % texts.length] });
    report.written += 1;
    await pause(writesEveryMs);
  }
}

async function read(thread: string, headers: Record<string, string>): Promise<void> {
  while (performance.now() < end) {
    let before = "";
    for (let page = 0; page < pages; page++) {
      const { ticket } = await ask(`${thread}?limit=50${before}`, headers);
      report.read += 1;
      before = `&before=${ticket.messages[0]?.id}`;
      await pause(readsEveryMs);
      if (!ticket.earlier) break;
    }
  }
}

/** As a released widget, that knows of no pages. */
async function readWhole(thread: string, headers: Record<string, string>): Promise<void> {
  while (performance.now() < end) {
    await ask(thread, headers);
    report.read += 1;
    await pause(4 * readsEveryMs);
  }
}

async function follow(path: string, headers: Record<string, string>): Promise<void> {
  const over = AbortSignal.timeout(Math.max(1, Math.ceil(end - performance.now())));
  const stream = await fetch(url + path, { headers, signal: over });
  const reading = stream.body!.pipeTo(new WritableStream());
  await reading.catch((error: unknown) => {
    if (!over.aborted) throw error;
  });
}

const workers: Promise<void>[] = [];
for (let n = 0; n < writers; n++) {
  const { token } = await ask(`${portal}/visitors`, {}, {});
  const own = { authorization: `Bearer ${token}` };
  const { ticket } = await ask(`${portal}/tickets`, own, { subject: "*".repeat(200), body: texts[n] });
  const thread = `${portal}/tickets/${ticket.id}`;
  const staffs = `/api/staff/tickets/${ticket.id}`;
  workers.push(write(ticket.id, own, n), read(thread, own), read(staffs, { cookie }), readWhole(thread, own));
  workers.push(follow(`${portal}/events`, own));
}
workers.push(follow("/api/staff/events", { cookie }));
await Promise.all(workers.map((work) => work.catch((error: unknown) => report.failures.push(String(error)))));
parentPort!.postMessage(report);
