/**
 * Somebody asks without end at every door that is open to anybody, for made-up people, from one network and from a
 * thousand; meanwhile customers and staff sign in from elsewhere. The proxy that names the networks is this test.
 */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { openSmtpSink } from "../testing/smtp-sink.ts";
import type { FloodOrder } from "./flood-client.ts";
import { openVisitors, type SignIn, type Visitors } from "./flood-people.ts";
import type { Outcome } from "./outcome.ts";
import { openPlace, type Place } from "./place.ts";

const email = "n%n@made-up.test";
const password = "a long enough password";
const doors: [path: string, body: object][] = [
  ["portal/session/codes", { email }],
  ["portal/visitors", {}],
  ["portal/tracking", { secret: "%n" }],
  ["portal/registrations", { email, name: "N" }],
  ["portal/session", { email, password }],
  ["portal/session/codes/verify", { challenge: "%n", code: "123456" }],
  ["portal/password-links", { email }],
  ["portal/activations/check", { token: "%n" }],
  ["portal/activations", { token: "%n", password }],
  ["portal/identity", { jwt: "%n" }],
  ["staff/setup", { token: "%n", name: "N", email, password }],
  ["staff/activations", { token: "%n", password }],
  ["staff/session", { email, password }],
  ["staff/password-links", { email }],
];

const mostRows = 5000;
/** One of each kind. */
const signInsEach = 3;
const longestMs = 1000;
/** Long enough for rows to pile up where nothing limits them. */
const weakSeconds = 20;

interface FloodOptions {
  /** At each door, from one network and again from a thousand. */
  seconds: number;
  /** Without limits, at the first door only: shows that the test bites. */
  weak?: boolean;
}

export async function flood({ seconds, weak = false }: FloodOptions): Promise<Outcome> {
  const sink = await openSmtpSink();
  const env = { LIMITS: weak ? "off" : "on", TRUST_PROXY: "1", SMTP_URL: sink.url, MAIL_FROM: "desk@example.com" };
  const place = await openPlace({ env });
  try {
    await place.prepare();
    const visitors = await openVisitors(place, sink);
    const quiet: SignIn[] = [];
    await signInDuring(visitors, quiet, 0);
    const during: SignIn[] = [];
    const lasting = weak ? Math.max(seconds, weakSeconds) : seconds;
    let requests = 0;
    let run = 0;
    for (const [door, body] of weak ? doors.slice(0, 1) : doors) {
      const path = door.startsWith("portal") ? door.replace("portal", new URL(place.portal).pathname) : `/api/${door}`;
      for (const count of [1, 1000]) {
        run += 1;
        const networks = Array.from({ length: count }, (_, n) => `10.${100 + run}.${n >> 8}.${n & 255}`);
        const order = { port: place.port, path, body: JSON.stringify(body), networks, seconds: lasting };
        const [statuses] = await Promise.all([attack(order), signInDuring(visitors, during, lasting)]);
        requests += Object.values(statuses).reduce((sum, n) => sum + n, 0);
      }
    }
    await place.server!.stop();
    const rows = rowsOfMadeUp(place);
    const failed = during.filter(({ problem }) => problem !== undefined);
    const slow = [...new Set(during.map(({ kind }) => kind))].map((kind) => {
      const of = (all: SignIn[]): number => p95(all.filter((one) => one.kind === kind).map(({ took }) => took));
      return { kind, took: of(during), allowed: Math.max(longestMs, 3 * of(quiet)) };
    });
    const held = failed.length === 0 && rows <= mostRows && slow.every(({ took, allowed }) => took <= allowed);
    const times = slow.map(({ kind, took, allowed }) => `${kind} ${took.toFixed(0)} of ${allowed.toFixed(0)} ms`);
    const why = failed.length > 0 ? ` (${failed[0]!.kind}: ${failed[0]!.problem})` : "";
    return {
      held,
      note: `${requests} requests; ${during.length - failed.length} of ${during.length} sign-ins${why}, p95 ${times.join(", ")}; ${rows} rows of made-up people`,
    };
  } finally {
    await place.close();
    await sink.close();
  }
}

const attack = (order: FloodOrder): Promise<Record<number, number>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("flood-client.ts", import.meta.url), { workerData: order });
    worker.once("message", resolve);
    worker.once("error", reject);
  });

async function signInDuring(visitors: Visitors, into: SignIn[], seconds: number): Promise<void> {
  for (let n = 0; n < signInsEach; n++) {
    await pause((seconds * 1000) / signInsEach / 2);
    into.push(await visitors.signIn());
  }
}

function p95(all: number[]): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

function rowsOfMadeUp({ folder }: Place): number {
  const sqlite = new Sqlite(join(folder, "deskbell.db"), { readonly: true });
  const count = (from: string): number => sqlite.prepare(`select count(*) from ${from}`).pluck().get() as number;
  const rows =
    count("sign_in_codes where email like '%@made-up.test'") +
    count("customer_links where email like '%@made-up.test'") +
    count("mails where recipient like '%@made-up.test'") +
    count("buckets where key like '%@made-up.test%'") +
    count("jobs where kind <> 'sweep'");
  sqlite.close();
  return rows;
}
