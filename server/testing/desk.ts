/** The whole server without a socket: requests go through `app.request()`, the clock and the folder are the test's. */
import { resolve } from "node:path";
import { pino } from "pino";
import { expect } from "vitest";
import type { Hono } from "hono";
import { createLimiter } from "../access/limits.ts";
import { createPasswords } from "../access/passwords.ts";
import { createSecrets } from "../access/secrets.ts";
import { createSessions } from "../access/sessions.ts";
import { createApp } from "../app.ts";
import { type DiskSpace, openFileStore } from "../attachments/files.ts";
import type { ErrorReply } from "../contract/errors.ts";
import type { Project } from "../contract/staff.ts";
import type { Engine } from "../db/database.ts";
import { createCustomer, type CustomerValues } from "../customers/store.ts";
import type { Deps } from "../deps.ts";
import { createHosts } from "../hosts/hosts.ts";
import { createInFlight } from "../http/idempotency-key.ts";
import { jobHandlers } from "../background/handlers.ts";
import { startJobRunner, type JobRunner } from "../jobs/runner.ts";
import { createHub } from "../live/hub.ts";
import { unverified } from "../intake/verdict.ts";
import type { Mailer } from "../mail/mailer.ts";
import { readAssets } from "../pages/assets.ts";
import { openReleases } from "../pages/releases.ts";
import { setupToken } from "../staff/setup.ts";
import type { BodyOf } from "./bodies.ts";
import { openTestDatabase, type DatabaseOptions, type Template, type TestDatabase } from "./engines.ts";

export const deskUrl = "https://desk.test";
const built = resolve(import.meta.dirname, "../../dist");

export interface Ask {
  method?: string;
  body?: unknown;
  form?: FormData;
  token?: string;
  key?: string;
  cookie?: string;
  headers?: Record<string, string>;
}

export interface Answer<Body> {
  status: number;
  /** Of a success what the route answers, else the error: the status says which. */
  body: Body & ErrorReply;
  /** The body to the byte. */
  text: string;
  headers: Headers;
}

export type PortalApi = `/api/portal/${string}`;

export interface TestProject extends Project {
  /** Where its portal is asked. */
  api: PortalApi;
}

export interface TestDesk extends Deps {
  app: Hono;
  jobs: JobRunner;
  test: TestDatabase;
  /** Moves the clock. */
  pass(milliseconds: number): void;
  ask<const Path extends string>(path: Path, ask?: Ask): Promise<Answer<BodyOf<Path>>>;
  /** For a path that is put together elsewhere. */
  ask<Body>(path: string, ask?: Ask): Promise<Answer<Body>>;
  /** An administrator's cookie. */
  readonly admin: string;
  /** A new session for the administrator, after the clock has moved past the end of the last one. */
  signInAgain(): Promise<void>;
  /** A new project; its portal is on unless `enabled` says otherwise. */
  project(name?: string, portal?: Record<string, unknown>): Promise<TestProject>;
  /** A visitor's token. */
  visitor(key: string): Promise<string>;
  /** A customer with a proven address, signed in. */
  customer(projectId: string, values?: Partial<CustomerValues>): Promise<{ id: string; token: string }>;
  close(): Promise<void>;
}

export interface DeskOptions extends DatabaseOptions {
  limits?: boolean;
  demo?: boolean;
  mailer?: Mailer;
  /** Proxies in front; the tests' own X-Forwarded-For counts as one's. */
  trustProxy?: number;
  /** Host names that are answered besides the desk's own. */
  hosts?: string[];
  /** Nobody else may have got a mail, or was about to, when the desk is closed. */
  mailsOnlyTo?: string[];
  /** Of the addresses that mail comes in by. */
  mailDomain?: string;
  /** Whether mails that come in are from whom they say: nobody can be asked, unless the test says more. */
  mailVerdict?: Deps["mailVerdict"];
  /** Hears what the server logs, line by line. */
  onLog?: (line: string) => void;
  /** What the disk of attachments has left. */
  space?: () => Promise<DiskSpace>;
}

const ada = { email: "ada@desk.test", password: "a long enough password" };
const begin = Date.UTC(2026, 10, 2, 9);

export async function openDesk(engine: Engine, options: DeskOptions = {}): Promise<TestDesk> {
  let time = begin;
  const now = (): number => time;
  const test = await openTestDatabase(engine, now, staffed, options);
  const { database } = test;
  const { deps, app, ask, faults, stop } = await assemble(test, now, options);
  const { sessions } = deps;
  const jobs = startJobRunner({ database, now, log: deps.log, handlers: jobHandlers(deps), tickMs: 2 ** 30 });
  const { mailsOnlyTo } = options;
  let admin = test.known;

  const recipients = async (): Promise<string[]> => {
    // Some jobs leave another one that sends.
    for (let i = 0; i < 2; i++) await jobs.runDue();
    const mails = await database.read.selectFrom("mails").select("recipient").distinct().execute();
    return mails.map(({ recipient }) => recipient);
  };

  return {
    ...deps,
    app,
    jobs,
    test,
    ask,
    get admin() {
      return admin;
    },
    async signInAgain() {
      admin = cookieOf((await ask("/api/staff/session", { body: ada })).headers);
    },
    pass: (milliseconds) => void (time += milliseconds),
    async project(name = "Acme", portal = {}) {
      const made = await ask<{ project: Project }>("/api/staff/projects", { body: { name }, cookie: admin });
      const path = `/api/staff/projects/${made.body.project.id}`;
      const patch = { portal: { enabled: true, ...portal } };
      const changed = await ask<{ project: Project }>(path, { method: "PATCH", body: patch, cookie: admin });
      return { ...changed.body.project, api: `/api/portal/${changed.body.project.portal.key}` };
    },
    async visitor(key) {
      const made = await ask<{ token: string }>(`/api/portal/${key}/visitors`, { method: "POST" });
      return made.body.token;
    },
    customer: (projectId, values = {}) =>
      database.write(async (tx) => {
        const whole = { projectId, name: "Mia", source: "staff" as const, provenAt: time, ...values };
        const id = await createCustomer(tx, whole, time);
        return { id, token: await sessions.create(tx, "customer", { userId: id, projectId }) };
      }),
    async close() {
      const strangers = mailsOnlyTo ? (await recipients()).filter((address) => !mailsOnlyTo.includes(address)) : [];
      await stop();
      await jobs.close();
      await test.close();
      expect(faults, "Whatever somebody sends, the server has an answer to it").toEqual([]);
      expect(strangers, "Nobody else gets a mail").toEqual([]);
    },
  };
}

/** What every test begins with: the first administrator is there, and her cookie is known. */
const staffed: Template = {
  name: "staffed",
  now: () => begin,
  async fill(made) {
    const { deps, ask, stop } = await assemble(made, () => begin, {});
    const token = await setupToken(deps.database, deps.secrets);
    const { headers } = await ask("/api/staff/setup", { body: { token, name: "Ada", ...ada } });
    const cookie = cookieOf(headers);
    // Tests ask what customers see next: she has no time to take anything back, unless a test gives her some.
    await ask("/api/staff/session", { method: "PATCH", body: { undoSeconds: 0 }, cookie });
    await stop();
    return cookie;
  },
};

/** All of a server but its jobs. */
async function assemble(
  { database, dir }: Pick<TestDatabase, "database" | "dir">,
  now: () => number,
  {
    limits = false,
    demo = false,
    mailer,
    trustProxy = 1,
    hosts = [],
    mailDomain,
    mailVerdict = () => Promise.resolve(unverified),
    onLog,
    space,
  }: DeskOptions,
) {
  const log = onLog ? pino({ level: "trace" }, { write: onLog }) : pino({ level: "silent" });
  const hub = await createHub({ database, now, onError: (error) => log.error(error) });
  const deps: Deps = {
    database,
    sessions: createSessions(database, now),
    secrets: createSecrets("0123456789abcdef0123456789abcdef"),
    files: await openFileStore(`${dir}/files`, space),
    hub,
    mailer,
    log,
    now,
    demo,
    ...createPasswords(),
    limiter: createLimiter(now, limits),
    inFlight: createInFlight(),
    publicUrl: deskUrl,
    mailDomain,
    mailVerdict,
    version: "test",
  };
  const releases = await openReleases(database, `${built}/widget`, true);
  const known = createHosts({ database, now, publicUrl: deskUrl, hosts });
  const app = createApp({ ...deps, hosts: known, releases, adminAssets: readAssets(`${built}/admin`), trustProxy });
  const faults = noteFaults(app);

  const ask = async <Body>(path: string, given: Ask = {}): Promise<Answer<Body>> => {
    const headers: Record<string, string> = { "Sec-Fetch-Site": "same-origin", ...given.headers };
    if (given.body !== undefined) headers["Content-Type"] ??= "application/json";
    if (given.token) headers["Authorization"] = `Bearer ${given.token}`;
    if (given.key) headers["Idempotency-Key"] = given.key;
    if (given.cookie) headers["Cookie"] = given.cookie;
    const method = given.method ?? (given.body !== undefined || given.form ? "POST" : "GET");
    const isWhole = typeof given.body === "string" || given.body instanceof Uint8Array;
    const body =
      given.form ?? (isWhole ? (given.body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(given.body));
    const answer = await app.request(path, { method, headers, ...(body !== undefined && { body }) });
    const text = await answer.text();
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    return {
      status: answer.status,
      text,
      // An answer to HEAD has none.
      body: (isJson && text !== "" ? JSON.parse(text) : undefined) as Body & ErrorReply,
      headers: answer.headers,
    };
  };
  return { deps, app, ask, faults, stop: () => hub.close() };
}

/** Every answer that says the server broke, of all that are asked for through the app. */
function noteFaults(app: Hono): string[] {
  const faults: string[] = [];
  const { request } = app;
  app.request = async (...given) => {
    const answer = await request(...given);
    if (answer.status >= 500) faults.push(`${given[1]?.method ?? "GET"} ${String(given[0])}: ${answer.status}`);
    return answer;
  };
  return faults;
}

export const cookieOf = (headers: Headers): string => headers.get("Set-Cookie")?.split(";")[0] ?? "";

export const newKey = (): string => crypto.randomUUID();
