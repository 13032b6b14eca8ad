/** What one call does to everybody else: how long it keeps the thread, and what stays behind of it. */
import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Milliseconds that this thread itself has worked: a busy machine counts for nothing. */
export function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Many times what an honest thing of this length takes, and a small part of what stops a server. */
export const maxMs = (characters: number): number => 150 + characters / 200;

/** Of the parts between which others got their turn, the longest. In milliseconds of work. */
export async function maxHoldMs(work: () => Promise<unknown>): Promise<number> {
  let max = 0;
  let since = worked();
  const look = (): void => {
    const now = worked();
    max = Math.max(max, now - since);
    since = now;
  };
  const turns = setInterval(look, 1);
  try {
    await work();
  } finally {
    clearInterval(turns);
    look();
  }
  return max;
}

export class Watch {
  calls = 0;
  maxHeldMs = 0;
  #tooLong: string[] = [];

  /** @param characters that were sent: what it may take grows with them, and no faster */
  async call<Value>(what: string, characters: number, work: () => Promise<Value>): Promise<Value> {
    this.calls += 1;
    let value!: Value;
    const heldMs = await maxHoldMs(async () => {
      value = await work();
    });
    this.maxHeldMs = Math.max(this.maxHeldMs, heldMs);
    if (heldMs > maxMs(characters)) {
      this.#tooLong.push(`${what} kept the thread for ${heldMs.toFixed(0)} ms, of ${characters} characters`);
    }
    return value;
  }

  /** What took too long since this was last asked. */
  takeTooLong(): string[] {
    return this.#tooLong.splice(0);
  }
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

export interface Kept {
  megabytes: number;
  /** Open files and connections; none where the system does not tell. */
  files: number;
}

export function keptNow(): Kept {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  const files = process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
  return { megabytes: (heapUsed + external) / 2 ** 20, files };
}

/** Above what is kept on purpose (trees of content, prepared statements), since everything had been used once. */
export const maxGrowth: Kept = { megabytes: 64, files: 30 };
