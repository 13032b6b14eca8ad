/** Another customer, whose small requests are timed on a quiet desk and while something goes on there. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { FaultDesk } from "./desk.ts";
import { inWords, type Times, timesOf } from "./times.ts";

export interface Besides {
  held: boolean;
  note: string;
}

/** Between two requests of theirs. */
const everyMs = 20;
const quietMs = 5_000;
const timeoutMs = 20_000;
/** Below this, three times as slow is let pass: nobody feels it, and a machine of two cores does it by itself. */
const unfeltMs = 200;
/** The longest that a request may take. */
const maxMs = 1_000;

/**
 * @param load goes on until it ends by itself
 * @param maxMemoryMB that the process may grow by
 * @returns whether nobody beside it noticed: p95 at most thrice that of the quiet desk or 200 ms, none longer than a
 * second, and memory bounded
 */
export async function beside(desk: FaultDesk, maxMemoryMB: number, load: () => Promise<unknown>): Promise<Besides> {
  const ask = await openBystander(desk);
  const quiet = await measure(ask, pause(quietMs));
  const before = memoryMB(desk);
  let peakMB = before;
  const watching = setInterval(() => (peakMB = Math.max(peakMB, memoryMB(desk))), 100);
  try {
    const during = await measure(ask, load());
    const ratio = during.p95 / quiet.p95;
    const grown = peakMB - before;
    const isSlow = during.p95 > Math.max(unfeltMs, 3 * quiet.p95) || during.max > maxMs;
    return {
      held: !isSlow && grown <= maxMemoryMB,
      note:
        `small requests quiet: ${inWords(quiet)}; meanwhile: ${inWords(during)} (p95 ${ratio.toFixed(1)} ×); ` +
        `${grown.toFixed(0)} MB more`,
    };
  } finally {
    clearInterval(watching);
  }
}

const memoryMB = ({ server }: FaultDesk): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server!.pid}/status`, "utf8"))?.[1]) / 1000;

async function measure(ask: () => Promise<void>, during: Promise<unknown>): Promise<Times> {
  let going = true;
  const ended = during.finally(() => (going = false));
  // What it fails of is told when all has been asked.
  ended.catch(() => {});
  const took: number[] = [];
  while (going) {
    const begun = performance.now();
    await ask();
    took.push(performance.now() - begun);
    await pause(everyMs);
  }
  await ended;
  return timesOf(took);
}

/** Lists, reads and writes in turns. */
async function openBystander({ portal }: FaultDesk): Promise<() => Promise<void>> {
  let token = "";
  // oxlint-disable-next-line no-explicit-any -- the answers of several routes
  const send = async (method: "GET" | "POST", path: string, body?: object): Promise<any> => {
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json", "idempotency-key": randomUUID() }),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    const init: RequestInit = { method, headers, signal };
    if (body) init.body = JSON.stringify(body);
    const answer = await fetch(portal + path, init);
    if (!answer.ok) throw new Error(`${method} ${path} beside it answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  ({ token } = await send("POST", "/visitors", {}));
  const { ticket } = await send("POST", "/tickets", { subject: "A lamp", body: "Does it come in *green*?" });
  const turns = [
    () => send("GET", "/tickets"),
    () => send("GET", `/tickets/${ticket.id}?limit=20`),
    () => send("POST", `/tickets/${ticket.id}/messages`, { body: "Still here." }),
  ];
  let turn = 0;
  return () => turns[turn++ % turns.length]!();
}
