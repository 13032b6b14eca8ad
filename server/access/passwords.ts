import { availableParallelism } from "node:os";
import { Refusal } from "../errors.ts";

/** argon2id as OWASP advises; about 67 ms of one core each. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
const longestQueue = 50;

/** Loaded at the first password: a desk that nobody signs in to does without its seven megabytes. */
const argon2 = () => import("@node-rs/argon2");

export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param stored null or undefined costs the same as a wrong password, so that nobody learns who is known */
  verify(stored: string | null | undefined, password: string): Promise<boolean>;
}

/** Hashes one less at a time than there are cores, so that requests of others go on; the rest wait in line. */
export function createPasswords(atOnce = Math.max(1, availableParallelism() - 1)): Passwords {
  let busy = 0;
  const line: (() => void)[] = [];

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (line.length >= longestQueue) throw new Refusal(503, "unavailable", { retryAfter: 5 });
    if (busy >= atOnce) await new Promise<void>((resolve) => line.push(resolve));
    busy += 1;
    try {
      return await work();
    } finally {
      busy -= 1;
      line.shift()?.();
    }
  };

  let decoy: Promise<string> | undefined;
  return {
    async hash(password) {
      const { hash } = await argon2();
      return inTurn(() => hash(password, cost));
    },
    async verify(stored, password) {
      const { hash, verify } = await argon2();
      if (stored) return inTurn(() => verify(stored, password));
      const other = await (decoy ??= inTurn(() => hash("nobody has this password", cost)));
      await inTurn(() => verify(other, password));
      return false;
    },
  };
}
