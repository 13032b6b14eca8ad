/** The built server as a process of its own, and what it prints. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

export interface ServerProcess {
  pid: number;
  /** Everything it printed so far. */
  output: () => string;
  /** Waits until something is so. Fails when the process ends or takes too long, with what it printed. */
  until: (holds: () => boolean | Promise<boolean>) => Promise<void>;
  /** Asks it to end, and waits until it has. */
  stop: () => Promise<void>;
}

interface ServerOptions {
  command: [name: "serve" | "demo", ...options: string[]];
  port: number;
  /** All it is given: settings of whoever runs this are not for it. */
  env?: Record<string, string | undefined>;
  /** Hears everything as it is printed. */
  say?: (text: string) => void;
}

const patienceMs = 20_000;
const pollMs = 25;

/** Answers once the server is ready for requests. */
export async function startServer({ command, port, env = {}, say }: ServerOptions): Promise<ServerProcess> {
  const server = spawn(process.execPath, ["dist/server/main.js", ...command], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", ...env, PORT: String(port) },
  });
  const killAtExit = (): void => void server.kill("SIGKILL");
  process.once("exit", killAtExit);
  const ended = once(server, "exit");
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (part: Buffer) => {
      said.push(part.toString("utf8"));
      say?.(part.toString("utf8"));
    });
  }
  const output = (): string => said.join("");
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    const latest = Date.now() + patienceMs;
    while (!(await holds())) {
      if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}:\n${output()}`);
      if (Date.now() > latest) throw new Error(`The server took too long:\n${output()}`);
      await pause(pollMs);
    }
  };
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    await ended;
    process.off("exit", killAtExit);
  };
  try {
    await until(() => isReady(port));
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: server.pid!, output, until, stop };
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
