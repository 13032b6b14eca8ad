/** The real server, as it runs in production behind a proxy. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { inject } from "vitest";
import { freePort } from "../testing/free-port.ts";
import { type ServerProcess, startServer } from "../testing/server-process.ts";
import { type Mailbox, mailboxOf } from "./mailbox.ts";

export type Engine = "sqlite" | "postgres";

export interface Desk {
  port: number;
  /** What the first start prints for the first administrator: the path with the one-time token. */
  setupPath: string;
  /** Runs a command beside it, with its settings; answers what it printed. */
  command: (...args: string[]) => Promise<string>;
  /** Adds an agent by the command line; answers the path with their one-time token. */
  addAgent: (email: string) => Promise<string>;
  /** Everything it wrote so far. */
  output: () => string;
  mailbox: Mailbox;
  /** File or address of its database. */
  database: string;
  /** What its clock says, in ms. */
  now: () => number;
  /** Lets time pass for it, and for nobody else. */
  pass: (ms: number) => Promise<void>;
  /** It is this time, in ms, until more time passes. */
  stopAt: (time: number) => Promise<void>;
  /** As a power switch would: nothing is finished. */
  kill: () => Promise<void>;
  /** Again, with all that it had. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

const run = promisify(execFile);
const activationLink = /\/admin#activate=[\w-]+/;
const setupLink = /\/admin#setup=[\w-]+/;

export async function startDesk(engine: Engine, env: Record<string, string> = {}): Promise<Desk> {
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
    let ahead = 0;
    const begin = (): Promise<ServerProcess> => startServer({ command: ["serve"], port, env: settings, ahead });
    let server = await begin();
    await server.until(() => setupLink.test(server.output()));
    const stop = async (): Promise<void> => {
      await server.stop();
      remove();
    };
    const start = async (): Promise<void> => {
      server = await begin();
    };
    const pass = async (ms: number): Promise<void> => {
      ahead += ms;
      await server.tellTime({ ahead });
    };
    const stopAt = (still: number): Promise<void> => server.tellTime({ ahead, still });
    const mailbox = mailboxOf(database, secretKey);
    const command = async (...args: string[]): Promise<string> => {
      const environment = { env: { ...settings, PATH: process.env["PATH"] } };
      return (await run(process.execPath, ["dist/server/main.js", ...args], environment)).stdout;
    };
    const addAgent = async (email: string): Promise<string> =>
      activationLink.exec(await command("staff", "add", email, "--role", "agent"))![0];
    return {
      port,
      setupPath: setupLink.exec(server.output())![0],
      command,
      addAgent,
      output: () => server.output(),
      mailbox,
      database,
      now: () => Date.now() + ahead,
      pass,
      stopAt,
      kill: () => server.kill(),
      start,
      stop,
    };
  } catch (error) {
    remove();
    throw error;
  }
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
