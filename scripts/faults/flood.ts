/**
 * Somebody asks without end at every door that is open to anybody, for made-up people, from one network and from a
 * thousand; meanwhile customers and staff sign in from elsewhere. The proxy that names the networks is this test.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { startPostgres } from "../testing/postgres.ts";
import { openSmtpSink } from "../testing/smtp-sink.ts";
import type { FloodOrder } from "./flood-client.ts";
import { openVisitors, type SignIn, type SignInKind, signInKinds, type Visitors } from "./flood-people.ts";
import type { Outcome } from "./outcome.ts";
import { openFaultDesk } from "./desk.ts";
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

const maxRows = 5000;
const maxMs = 1000;
/** Long enough for rows to pile up where nothing limits them. */
const weakSeconds = 20;

interface FloodOptions {
  /** At each door, from one network and again from a thousand. */
  seconds: number;
  /** Without limits, at the first door only: shows that the test bites. */
  weak?: boolean;
  /** Instead of SQLite. */
  onPostgres?: boolean;
}

export async function flood({ seconds, weak = false, onPostgres = false }: FloodOptions): Promise<Outcome> {
  const sink = await openSmtpSink();
  const postgres = onPostgres ? await startPostgres() : undefined;
  const desk = await openFaultDesk({
    env: {
      LIMITS: weak ? "off" : "on",
      TRUST_PROXY: "1",
      SMTP_URL: sink.url,
      MAIL_FROM: "desk@example.com",
      ...(postgres && { DATABASE_URL: postgres.url, SECRET_KEY: randomBytes(32).toString("hex") }),
    },
  });
  try {
    await desk.prepare();
    const visitors = await openVisitors(desk, sink);
    const quiet: SignIn[] = [];
    await signInDuring(visitors, quiet, 0);
    const during: (SignIn & { run: string })[] = [];
    const lasting = weak ? Math.max(seconds, weakSeconds) : seconds;
    let requests = 0;
    let run = 0;
    for (const [door, body] of weak ? doors.slice(0, 1) : doors) {
      const path = door.startsWith("portal") ? door.replace("portal", new URL(desk.portal).pathname) : `/api/${door}`;
      for (const count of [1, 1000]) {
        run += 1;
        const networks = Array.from({ length: count }, (_, n) => `10.${100 + run}.${n >> 8}.${n & 255}`);
        const { port, token } = desk;
        const order = { port, path, body: JSON.stringify(body), token, networks, seconds: lasting };
        const meanwhile: SignIn[] = [];
        const [statuses] = await Promise.all([
          attack(order),
          signInDuring(visitors, meanwhile, lasting),
          comeInDuring(visitors, meanwhile, lasting),
        ]);
        during.push(...meanwhile.map((one) => ({ ...one, run: `${door} from ${count}` })));
        requests += sum(statuses);
      }
    }
    await desk.server!.stop();
    const rows = await rowsOfMadeUp(postgres ? { url: postgres.url } : { file: join(desk.folder, "deskbell.db") });
    const failed = during.filter(({ failure }) => failure !== undefined);
    const p95Of = (all: SignIn[]): number => timesOf(all.map(({ took }) => took)).p95;
    const slow = signInKinds.map((kind) => {
      const of = (all: SignIn[]): number => p95Of(all.filter((one) => one.kind === kind));
      return { kind, took: of(during), allowed: Math.max(maxMs, 3 * of(quiet)) };
    });
    // By itself: of all doors together the one at which passwords wait would not be seen.
    const runs = Object.entries(Object.groupBy(during, (one) => one.run)).map(([name, all]) => {
      return { name, took: p95Of(all!.filter(({ kind }) => comingIn.includes(kind))) };
    });
    const worst = runs.reduce((one, other) => (one.took >= other.took ? one : other));
    const held =
      failed.length === 0 &&
      sum(rows) <= maxRows &&
      worst.took <= Math.max(maxMs, 3 * p95Of(quiet.filter(({ kind }) => comingIn.includes(kind)))) &&
      slow.every(({ took, allowed }) => took <= allowed);
    const times = slow.map(({ kind, took, allowed }) => `${kind} ${took.toFixed(0)} of ${allowed.toFixed(0)} ms`);
    const tables = Object.entries(rows)
      .map(([table, n]) => `${n} ${table}`)
      .join(", ");
    const why = failed.length > 0 ? ` (${failed[0]!.run}: ${failed[0]!.kind}: ${failed[0]!.failure})` : "";
    return {
      held,
      note: `${requests} requests; ${during.length - failed.length} of ${during.length} sign-ins${why}, p95 ${times.join(", ")}; by password elsewhere, at the worst door (${worst.name}), p95 ${worst.took.toFixed(0)} ms; ${sum(rows)} rows of made-up people (${tables})`,
    };
  } finally {
    await desk.close();
    await postgres?.stop();
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

const comingIn: SignInKind[] = ["password elsewhere", "staff elsewhere"];
const comingTimes = 10;

/** More of those who never were where they are now: nothing but their password tells them from a flood. */
async function comeInDuring(visitors: Visitors, into: SignIn[], seconds: number): Promise<void> {
  for (let time = 0; time < comingTimes; time++) {
    await pause((seconds * 1000) / comingTimes / 2);
    into.push(await visitors.signIn(comingIn[time % comingIn.length]!));
  }
}

/** By table. */
async function rowsOfMadeUp(from: { file: string } | { url: string }): Promise<Record<string, number>> {
  const wrote = "select visitor_id from tickets where visitor_id is not null";
  const counted = {
    visitors: `visitors where id not in (${wrote})`,
    sessions: `sessions where kind = 'visitor' and user_id not in (${wrote})`,
    codes: "sign_in_codes where email like '%@made-up.test'",
    links: "customer_links where email like '%@made-up.test'",
    mails: "mails where recipient like '%@made-up.test'",
    buckets: "buckets where key like '%@made-up.test%'",
    jobs: "jobs where kind <> 'sweep'",
  };
  const names = Object.keys(counted) as (keyof typeof counted)[];
  const query = `select ${names.map((name) => `(select count(*) from ${counted[name]}) as ${name}`).join(", ")}`;
  if ("file" in from) {
    const sqlite = new Sqlite(from.file, { readonly: true });
    const row = sqlite.prepare(query).get() as Record<string, number>;
    sqlite.close();
    return row;
  }
  const client = new pg.Client(from.url);
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(query);
  await client.end();
  return Object.fromEntries(Object.entries(rows[0]!).map(([name, n]) => [name, Number(n)]));
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, n) => total + n, 0);
