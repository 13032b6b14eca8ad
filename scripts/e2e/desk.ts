/** The real server, as it runs in production behind a proxy. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { inject } from "vitest";
import { readConfig } from "../../server/config.ts";
import { setupToken } from "../../server/staff/setup.ts";
import { start as startServing } from "../../server/start.ts";
import { freePort } from "../testing/free-port.ts";
import { type ServerProcess, startServer } from "../testing/server-process.ts";
import { type Mailbox, mailboxOf } from "./mailbox.ts";

export type Engine = "sqlite" | "postgres";

export interface Desk {
  port: number;
  /** What the first start prints for the first administrator: the path with the one-time token. */
  setupPath: string;
  /** Adds an agent by the command line; answers the path with their one-time token. */
  addAgent: (email: string) => Promise<string>;
  /** Everything it wrote so far. */
  output: () => string;
  mailbox: Mailbox;
  /** File or address of its database. */
  database: string;
  /** As a power switch would: nothing is finished. */
  kill: () => Promise<void>;
  /** Again, with all that it had. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

type Running = Pick<ServerProcess, "output" | "until" | "stop" | "kill">;

const run = promisify(execFile);
const activationLink = /\/admin#activate=[\w-]+/;
const setupLink = /\/admin#setup=[\w-]+/;

/** @param now the test's own clock; with it the server runs in the test's process, for no other can be told the time */
export async function startDesk(engine: Engine, env: Record<string, string> = {}, now?: () => number): Promise<Desk> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "deskbell-e2e-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const secretKey = randomBytes(32).toString("hex");
    const database = engine === "postgres" ? await newDatabase() : join(folder, "deskbell.db");
    const settings = {
      DATA_DIR: folder,
      PUBLIC_URL: "https://desk.test",
      TRUST_PROXY: "1",
      SECRET_KEY: secretKey,
      ...(engine === "postgres" && { DATABASE_URL: database }),
      ...env,
    };
    const begin = (): Promise<Running> =>
      now
        ? startHere({ HOST: "127.0.0.1", ...settings, PORT: String(port) }, now)
        : startServer({ command: ["serve"], port, env: settings });
    let server = await begin();
    await server.until(() => setupLink.test(server.output()));
    const stop = async (): Promise<void> => {
      await server.stop();
      remove();
    };
    const start = async (): Promise<void> => {
      server = await begin();
    };
    const mailbox = mailboxOf(database, secretKey);
    const addAgent = async (email: string): Promise<string> => {
      const command = ["dist/server/main.js", "staff", "add", email, "--role", "agent"];
      const { stdout } = await run(process.execPath, command, { env: { ...settings, PATH: process.env["PATH"] } });
      return activationLink.exec(stdout)![0];
    };
    return {
      port,
      setupPath: setupLink.exec(server.output())![0],
      addAgent,
      output: () => server.output(),
      mailbox,
      database,
      kill: () => server.kill(),
      start,
      stop,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** In this process, which nobody can kill: `kill` is an orderly end. */
async function startHere(env: Record<string, string>, now: () => number): Promise<Running> {
  const running = await startServing({
    config: readConfig({ ...env, LOG_LEVEL: "silent" }),
    built: resolve("dist"),
    version: "test",
    now,
  });
  const token = await setupToken(running.database, running.secrets);
  return {
    output: () => `/admin#setup=${token}`,
    until: () => Promise.resolve(),
    stop: () => running.close(),
    kill: () => running.close(),
  };
}

/** A database of its own in this run's Postgres. */
async function newDatabase(): Promise<string> {
  const url = inject("postgresUrl");
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return url.replace(/\/[^/]*$/, `/${name}`);
}
