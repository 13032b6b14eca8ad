/**
 * Passwords that were right since the process started, so that whoever comes in again waits behind nobody: strangers at
 * the door can be any number, and every one of theirs is wrong. In memory only, as signatures by a key that is thrown
 * away with the process; of an account by its stored hash, so that another password makes the old one unknown.
 *
 * It tells nobody more than tries at the door do: who is taken sooner by it is let in, and each network has as many tries
 * at an account here as there. Without that count a full line, whose refusals cost no try, would be a way to guess.
 */
import { createHmac, randomBytes } from "node:crypto";
import { limits } from "./limits.ts";

/** Some 2 MB of each kind. The one of longest ago makes room. */
const most = 10_000;

const { amount: mostMissed, per } = limits.passwordTries;

export interface SeenPasswords {
  /** @param network whose guesses are counted */
  has(stored: string, given: string, network: string): boolean;
  add(stored: string, given: string): void;
}

export function createSeenPasswords(): SeenPasswords {
  const key = randomBytes(32);
  const seen = new Set<string>();
  const missed = new Map<string, { times: number; since: number }>();
  const signed = (stored: string, given: string): string =>
    createHmac("sha256", key).update(`${stored}\n${given}`).digest("base64");
  return {
    has(stored, given, network) {
      const whose = `${network} ${stored}`;
      const before = missed.get(whose);
      const isRecent = before !== undefined && performance.now() - before.since < per;
      if (isRecent && before.times >= mostMissed) return false;
      if (seen.has(signed(stored, given))) return true;
      missed.delete(whose);
      missed.set(whose, isRecent ? { ...before, times: before.times + 1 } : { times: 1, since: performance.now() });
      if (missed.size > most) missed.delete(missed.keys().next().value!);
      return false;
    },
    add(stored, given) {
      const one = signed(stored, given);
      seen.delete(one);
      seen.add(one);
      if (seen.size > most) seen.delete(seen.values().next().value!);
    },
  };
}
