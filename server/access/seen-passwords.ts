/**
 * Passwords that were right since the process started, so that whoever comes in again waits behind nobody: strangers at
 * the door can be any number, and every one of theirs is wrong. In memory only, as signatures by a key that is thrown
 * away with the process; of an account by its stored hash, so that another password makes the old one unknown.
 *
 * It tells nobody more than tries at the door do: who is taken sooner by it is let in, and a network has as many tries
 * here as there, at one account and in all. Without that count a full line, whose refusals cost no try, would be a way to
 * guess.
 */
import { createHmac, randomBytes } from "node:crypto";
import { widerNetwork } from "../http/network.ts";
import { limits } from "./limits.ts";
import { shareOfWider } from "./network-limits.ts";

/** Some 2 MB of each kind. The password that was right longest ago makes room. */
const maxRemembered = 10_000;

/** What a guess counts against, and how many there may be in the time that such limits have. */
const countsOf = (stored: string, network: string): [whose: string, max: number][] => {
  const { amount: ofNetwork } = limits.passwordTriesOfNetwork;
  const wider = widerNetwork(network);
  return [
    [`${network} ${stored}`, limits.passwordTries.amount],
    [network, ofNetwork],
    ...(wider === undefined ? [] : [[wider, ofNetwork / shareOfWider] as [string, number]]),
  ];
};

export interface SeenPasswords {
  /** @param network whose guesses are counted */
  has(stored: string, given: string, network: string): boolean;
  add(stored: string, given: string): void;
}

export function createSeenPasswords(): SeenPasswords {
  const key = randomBytes(32);
  const { per } = limits.passwordTries;
  const seen = new Set<string>();
  const missed = new Map<string, { times: number; since: number }>();
  const signed = (stored: string, given: string): string =>
    createHmac("sha256", key).update(`${stored}\n${given}`).digest("base64");
  return {
    has(stored, given, network) {
      const now = performance.now();
      // In the order in which they began.
      for (const [whose, { since }] of missed) {
        if (now - since < per) break;
        missed.delete(whose);
      }
      const counts = countsOf(stored, network).map(([whose, maxMissed]) => {
        const count = missed.get(whose) ?? { times: 0, since: now };
        return { whose, count, isFull: count.times >= maxMissed };
      });
      // A guess that cannot be counted is not looked at, or whoever has many networks would make room for more.
      if (missed.size > maxRemembered || counts.some(({ isFull }) => isFull)) return false;
      if (seen.has(signed(stored, given))) return true;
      for (const { whose, count } of counts) missed.set(whose, { ...count, times: count.times + 1 });
      return false;
    },
    add(stored, given) {
      const one = signed(stored, given);
      seen.delete(one);
      seen.add(one);
      if (seen.size > maxRemembered) seen.delete(seen.values().next().value!);
    },
  };
}
