import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "../errors.ts";
import { createTurns, type InTurn } from "./turns.ts";

/** argon2id as OWASP advises; about 67 ms of one core each. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

/** At the same cost, of a password that was thrown away: a constant, since making it could fail, and would then tell. */
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$/JLkJF6gZTxgacIvTBj9jw$UISJEhcRlfegg9H0a8GqDO9dqfyF+mXdDR73vK0NHw0";

/**
 * How long a stranger waits to hear that too many wait. Alike for everybody: by then it is known who gave the right
 * password, and nobody learns whether there was one to compare with.
 */
const refusedAfterMs = 1000;

/** Of one account, among those that are compared sooner: whoever knows an address cannot fill that line by it. */
const mostOfAccount = 2;

/** Loaded at the first password: a desk that nobody signs in to does without its seven megabytes. */
const argon2 = () => import("@node-rs/argon2");

/**
 * Somebody who may be a stranger. Strangers can be any number, and wait with each other; so does everybody at the door
 * who gives a wrong password, and the time it takes tells nothing. Where there is something to compare with, it is
 * compared sooner, and only the right password passes the strangers.
 */
interface AtDoor {
  /** Has signed in from there before: such a try waits with people who are known, any other one with its like. */
  isFamiliar: boolean;
  /** Whether this one may be compared sooner; counted apart, since a stranger's try that is refused costs nothing. */
  sooner: () => Promise<boolean>;
}

interface VerifyOptions {
  /** When its turn has come; what this throws goes to the caller, and nothing is compared. */
  first?: () => Promise<void>;
  /** Absent: of somebody who is signed in. */
  atDoor?: AtDoor;
}

export interface Passwords {
  /** @throws Refusal 503 where too many wait */
  hash(password: string): Promise<string>;
  /**
   * @param stored null or undefined costs the same as a wrong password, so that nobody learns who is known
   * @throws Refusal 503 where too many wait
   */
  verify(stored: string | null | undefined, password: string, options?: VerifyOptions): Promise<boolean>;
  /** Takes as long as the last try at the door, and does nothing: what is refused without one must not be told by its time. */
  asLongAsOne(): Promise<void>;
}

/** Lines of customers and of staff, so that nobody at one door keeps the other closed. */
export function createPasswords(
  atOnce = Math.max(1, availableParallelism() - 1),
): Record<"passwords" | "staffPasswords", Passwords> {
  const openLine = createTurns(atOnce);
  return { passwords: openDoor(openLine), staffPasswords: openDoor(openLine) };
}

function openDoor(openLine: () => InTurn): Passwords {
  const lines = { known: openLine(), accounts: openLine(), strangers: openLine() };
  const waiting = new Map<string, number>();
  let took = 0;

  const ofAccount = async (stored: string, work: () => Promise<boolean>): Promise<boolean> => {
    const before = waiting.get(stored) ?? 0;
    if (before >= mostOfAccount) return false;
    waiting.set(stored, before + 1);
    try {
      return await lines.accounts(work);
    } finally {
      const left = waiting.get(stored)! - 1;
      if (left > 0) waiting.set(stored, left);
      else waiting.delete(stored);
    }
  };

  const atDoor = async (
    stored: string | null | undefined,
    compare: () => Promise<boolean>,
    { first, atDoor: { isFamiliar, sooner } }: VerifyOptions & { atDoor: AtDoor },
  ): Promise<boolean> => {
    const begun = performance.now();
    let hasTurn = false;
    let isIn = false;
    // Compared and counted once, by whichever turn comes first: the strangers behind wait no longer, and no shorter.
    const count = once(first ?? (() => Promise.resolve()));
    const compared = once(compare);
    const amongStrangers = lines
      .strangers(async () => {
        hasTurn = true;
        if (isIn) return true;
        await count();
        const same = await compared();
        took = performance.now() - begun;
        return same;
      })
      .catch(async (error: unknown) => {
        if (error instanceof Refusal && error.status === 503) await pause(refusedAfterMs);
        throw error;
      });
    if (hasTurn || !stored) return amongStrangers;
    const passed = async (): Promise<boolean> => {
      if (hasTurn || !(await sooner()) || !(await compared())) return false;
      await count();
      return (isIn = true);
    };
    const passing = isFamiliar ? lines.known(passed) : ofAccount(stored, passed);
    // Whatever it fails of, the strangers' turn says.
    const inTime = passing.catch(() => false).then((same) => same || amongStrangers);
    return Promise.race([amongStrangers, inTime]);
  };

  return {
    async hash(password) {
      const { hash } = await argon2();
      return lines.known(() => hash(password, cost));
    },
    async verify(stored, password, options = {}) {
      const { verify } = await argon2();
      const compare = (): Promise<boolean> => verify(stored || decoy, password);
      const same = options.atDoor
        ? await atDoor(stored, compare, { ...options, atDoor: options.atDoor })
        : await lines.known(async () => {
            await options.first?.();
            return compare();
          });
      return same && Boolean(stored);
    },
    asLongAsOne: () => pause(took),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
