/** The built server as a process of its own, and what it prints. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { ToldTime } from "./told-clock.ts";

export interface ServerProcess {
  pid: number;
  /** Everything it printed so far. */
  output: () => string;
  /** Waits until something is so. Fails when the process ends or takes too long, with what it printed. */
  until: (holds: () => boolean | Promise<boolean>) => Promise<void>;
  /** Asks it to end, and waits until it has. */
  stop: () => Promise<void>;
  /** Ends it as a power switch would: nothing is finished, nothing is said. */
  kill: () => Promise<void>;
  /** Sets its clock; only of one that was started ahead of the machine's. */
  tellTime: (time: ToldTime) => Promise<void>;
  /** The code it ended with, once it has. */
  ended: Promise<number | null>;
}

interface ServerOptions {
  command: [name: "serve" | "demo", ...options: string[]];
  port: number;
  /** All it is given: settings of whoever runs this are not for it. */
  env?: Record<string, string | undefined>;
  /** Hears everything as it is printed. */
  say?: (text: string) => void;
  /** A program that runs the server in its turn, with its own options. */
  under?: string[];
  /** Options of Node itself. */
  nodeOptions?: string[];
  /** How far its clock runs ahead of the machine's, in ms; without it, it has the machine's. */
  ahead?: number;
}

const timeoutMs = 20_000;
const pollMs = 25;

const machineClock = { nodeOptions: [], channel: [], env: {} };
const toldClock = (ahead: number) => ({
  nodeOptions: ["--import", "./scripts/testing/told-clock.ts"],
  channel: ["ipc" as const],
  env: { CLOCK_AHEAD_MS: String(ahead) },
});

/** Answers once the server is ready for requests. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { command, port, env = {}, say, under = [], nodeOptions = [], ahead } = options;
  const clock = ahead === undefined ? machineClock : toldClock(ahead);
  const runsBy = [process.execPath, ...nodeOptions, ...clock.nodeOptions];
  const [program, ...args] = [...under, ...runsBy, "dist/server/main.js", ...command];
  const server = spawn(program!, args, {
    stdio: ["ignore", "pipe", "pipe", ...clock.channel],
    // With a program around it, signals go to all of the group.
    detached: under.length > 0,
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", ...env, PORT: String(port), ...clock.env },
  });
  const signal = (name: NodeJS.Signals): void => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    if (under.length > 0) process.kill(-server.pid!, name);
    else server.kill(name);
  };
  const killAtExit = (): void => signal("SIGKILL");
  process.once("exit", killAtExit);
  const ended = once(server, "exit");
  const printed: string[] = [];
  for (const stream of [server.stdout!, server.stderr!]) {
    stream.on("data", (part: Buffer) => {
      printed.push(part.toString("utf8"));
      say?.(part.toString("utf8"));
    });
  }
  const output = (): string => printed.join("");
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    const latest = Date.now() + timeoutMs;
    while (!(await holds())) {
      if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}:\n${output()}`);
      if (Date.now() > latest) throw new Error(`The server took too long:\n${output()}`);
      await pause(pollMs);
    }
  };
  const endBy = async (name: NodeJS.Signals): Promise<void> => {
    signal(name);
    await ended;
    process.off("exit", killAtExit);
  };
  const stop = (): Promise<void> => endBy("SIGTERM");
  try {
    await until(() => isReady(port));
  } catch (error) {
    await stop();
    throw error;
  }
  const code = ended.then(() => server.exitCode);
  const tellTime = async (time: ToldTime): Promise<void> => {
    // One that has ended is told when it starts again.
    if (!server.connected) return;
    const heard = once(server, "message");
    server.send(time);
    await heard;
  };
  return { pid: server.pid!, output, until, stop, kill: () => endBy("SIGKILL"), tellTime, ended: code };
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
