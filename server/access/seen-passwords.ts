/**
 * Passwords that were right since the process started, so that whoever comes in again waits behind nobody: strangers at
 * the door can be any number, and every one of theirs is wrong. In memory only, as signatures by a key that is thrown
 * away with the process; of an account by its stored hash, so that another password makes the old one unknown.
 *
 * It tells nobody anything: who is taken sooner by it is let in.
 */
import { createHmac, randomBytes } from "node:crypto";

/** Some 2 MB. The one that was right longest ago makes room. */
const most = 10_000;

export interface SeenPasswords {
  has(stored: string, given: string): boolean;
  add(stored: string, given: string): void;
}

export function createSeenPasswords(): SeenPasswords {
  const key = randomBytes(32);
  const seen = new Set<string>();
  const signed = (stored: string, given: string): string =>
    createHmac("sha256", key).update(`${stored}\n${given}`).digest("base64");
  return {
    has: (stored, given) => seen.has(signed(stored, given)),
    add(stored, given) {
      const one = signed(stored, given);
      seen.delete(one);
      seen.add(one);
      if (seen.size > most) seen.delete(seen.values().next().value!);
    },
  };
}
