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
import { openVisitors, type SignIn, signInKinds, type Visitors } from "./flood-people.ts";
import type { Outcome } from "./outcome.ts";
import { openPlace, type Place } from "./place.ts";
import { timesOf } from "./times.ts";

const email = "n%n@made-up.test";
const password = "a long enough password";
const doors: [path: string, body: object][] = [
  ["portal/session/codes", { email }],
  ["portal/visitors", {}],
  ["portal/tickets", { subject: "Made up", body: "Words of nobody.", email }],
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
        const { port, token } = place;
        const order = { port, path, body: JSON.stringify(body), token, networks, seconds: lasting };
        const [statuses] = await Promise.all([attack(order), signInDuring(visitors, during, lasting)]);
        requests += sum(statuses);
      }
    }
    await place.server!.stop();
    const rows = rowsOfMadeUp(place);
    const failed = during.filter(({ problem }) => problem !== undefined);
    const slow = [...new Set(during.map(({ kind }) => kind))].map((kind) => {
      const of = (all: SignIn[]): number => timesOf(all.filter((one) => one.kind === kind).map(({ took }) => took)).p95;
      return { kind, took: of(during), allowed: Math.max(longestMs, 3 * of(quiet)) };
    });
    const held = failed.length === 0 && sum(rows) <= mostRows && slow.every(({ took, allowed }) => took <= allowed);
    const times = slow.map(({ kind, took, allowed }) => `${kind} ${took.toFixed(0)} of ${allowed.toFixed(0)} ms`);
    const tables = Object.entries(rows)
      .map(([table, n]) => `${n} ${table}`)
      .join(", ");
    const why = failed.length > 0 ? ` (${failed[0]!.kind}: ${failed[0]!.problem})` : "";
    return {
      held,
      note: `${requests} requests; ${during.length - failed.length} of ${during.length} sign-ins${why}, p95 ${times.join(", ")}; ${sum(rows)} rows of made-up people (${tables})`,
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

/** One of each kind. */
async function signInDuring(visitors: Visitors, into: SignIn[], seconds: number): Promise<void> {
  for (const kind of signInKinds) {
    await pause((seconds * 1000) / signInKinds.length / 2);
    into.push(await visitors.signIn(kind));
  }
}

/** By table. */
function rowsOfMadeUp({ folder }: Place): Record<string, number> {
  const sqlite = new Sqlite(join(folder, "deskbell.db"), { readonly: true });
  const count = (from: string): number => sqlite.prepare(`select count(*) from ${from}`).pluck().get() as number;
  const silent = "select id from visitors where not exists (select 1 from tickets where visitor_id = visitors.id)";
  const rows = {
    visitors: count(`visitors where id in (${silent})`),
    sessions: count(`sessions where kind = 'visitor' and user_id in (${silent})`),
    codes: count("sign_in_codes where email like '%@made-up.test'"),
    links: count("customer_links where email like '%@made-up.test'"),
    mails: count("mails where recipient like '%@made-up.test'"),
    buckets: count("buckets where key like '%@made-up.test%'"),
    jobs: count("jobs where kind <> 'sweep'"),
  };
  sqlite.close();
  return rows;
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, n) => total + n, 0);
