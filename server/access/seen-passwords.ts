/**
 * Passwords that were right since the process started. A person who comes in again with one waits behind nobody, while
 * strangers at the door can be any number and give wrong passwords. Kept in memory only, as signatures by a key that
 * goes with the process. A signature covers the stored hash of the account, so another password makes the old one
 * unknown.
 *
 * A password that is found here tells no more than a try at the door, since the person is let in. A network has as many
 * guesses here as at the door, at one account and in all. Without that count, a full line would be a way to guess,
 * since its refusals cost no try.
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
      // A guess that cannot be counted is not looked up, or somebody with many networks would have room for more
      // guesses.
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
