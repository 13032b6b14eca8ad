/** Runs a program to its end and keeps what it printed, for whoever wants to show it only when it failed. */
import { spawn } from "node:child_process";

export interface Ran {
  ok: boolean;
  output: string;
  ms: number;
}

interface RunOptions {
  env?: Record<string, string>;
  timeoutMs?: number;
  /** Lets the program write to this terminal while it runs; `output` is empty then. */
  live?: boolean;
}

export function run(command: string, args: string[], options: RunOptions = {}): Promise<Ran> {
  const begun = Date.now();
  return new Promise((resolve) => {
    const program = spawn(command, args, {
      env: { ...process.env, ...options.env },
      stdio: options.live ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs }),
    });
    const printed: Buffer[] = [];
    program.stdout?.on("data", (part: Buffer) => printed.push(part));
    program.stderr?.on("data", (part: Buffer) => printed.push(part));
    const end = (ok: boolean, last = ""): void =>
      resolve({ ok, output: Buffer.concat(printed).toString("utf8") + last, ms: Date.now() - begun });
    program.once("error", (error) => end(false, `${command} could not be started: ${error.message}\n`));
    program.once("close", (code, signal) => end(code === 0, signal ? `${command} was ended by ${signal}\n` : ""));
  });
}
