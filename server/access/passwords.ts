import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "../errors.ts";
import { createSeenPasswords } from "./seen-passwords.ts";
import { createTurns, type InTurn } from "./turns.ts";

/** argon2id as OWASP advises; about 67 ms of one core each. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

/**
 * Hash, at the same cost, of a password that was thrown away. It is a constant: making a hash could fail, and the
 * failure would tell that the address is unknown.
 */
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$/JLkJF6gZTxgacIvTBj9jw$UISJEhcRlfegg9H0a8GqDO9dqfyF+mXdDR73vK0NHw0";

/**
 * The least time until a stranger hears that too many wait. By then it is known whether they gave the right password,
 * which takes as long for everybody.
 */
const refusedAfterMs = 1000;

/**
 * Tries of one account and of one network that may wait in the shorter line. So a person who knows an address, or sits
 * in a network, cannot fill that line.
 */
const maxOfAccount = 2;
const maxOfNetwork = 8;

/** Loaded at the first password: a desk that nobody signs in to does without its seven megabytes. */
const argon2 = () => import("@node-rs/argon2");

/**
 * A try of somebody who may be a stranger. Strangers can be any number, so they wait in a line of their own. Everybody
 * at the door who gives a wrong password waits there too, so the time of an answer tells nothing.
 *
 * Every try waits in a shorter line as well, where each account and each network has a few slots. From there the right
 * password passes the strangers. A try without a password to compare with takes the same turns in both lines, or the
 * time of the people behind it would tell.
 */
interface AtDoor {
  /** The address that was typed, at its door. */
  account: string;
  /** Of IPv6 the /48: whoever has one network of it often has them all. */
  network: string;
  /** Whether this one may be compared sooner; counted apart, since a stranger's try that is refused costs nothing. */
  sooner: () => Promise<boolean>;
  /** The same, of somebody who has signed in from there before, and waits with people who are known as well. */
  atHome?: (() => Promise<boolean>) | undefined;
}

interface VerifyOptions {
  /** When its turn has come; what this throws goes to the caller, and nothing is compared. */
  first?: () => Promise<void>;
  /** Where it comes from. Absent: nobody is known again. */
  network?: string;
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
  /**
   * Does nothing for as long as the last try at the door took. So the time of an answer does not tell that no password
   * was compared.
   */
  asLongAsOne(): Promise<void>;
}

/**
 * Customers and staff have lines of their own, so that a crowd at one door does not close the other. People who are
 * known take no turns of strangers: strangers would see by their own waiting time that somebody was known.
 */
export function createPasswords(
  atOnce = Math.max(1, availableParallelism() - 1),
): Record<"passwords" | "staffPasswords", Passwords> {
  const ofStrangers = createTurns(atOnce);
  const ofKnown = createTurns(atOnce);
  const open = (): Passwords => openDoor({ known: ofKnown(), early: ofStrangers(), strangers: ofStrangers() });
  return { passwords: open(), staffPasswords: open() };
}

function openDoor(lines: Record<"known" | "early" | "strangers", InTurn>): Passwords {
  const ofAccount = createSlots(maxOfAccount);
  const ofNetwork = createSlots(maxOfNetwork);
  const seen = createSeenPasswords();
  let took = 0;

  const atDoor = async (
    compare: () => Promise<boolean>,
    { first, atDoor: { account, network, sooner, atHome } }: VerifyOptions & { atDoor: AtDoor },
  ): Promise<boolean> => {
    const begun = performance.now();
    let hasTurn = false;
    let isIn = false;
    // The password is compared and counted once, by the turn that comes first. So strangers behind it wait neither
    // longer nor shorter.
    const count = once(first ?? (() => Promise.resolve()));
    const compared = once(compare);
    const turn = lines.strangers(async () => {
      hasTurn = true;
      if (isIn) return true;
      await count();
      const same = await compared();
      took = performance.now() - begun;
      return same;
    });
    if (hasTurn) return turn;
    const passed = (may: () => Promise<boolean>, isRight: () => Promise<boolean>) => async (): Promise<boolean> => {
      if (hasTurn || isIn || !(await may()) || !(await isRight())) return false;
      await count();
      return (isIn = true);
    };
    // A failure of the early turn is not told: the turn among strangers answers.
    const early = ofAccount(account, () => ofNetwork(network, () => lines.early(passed(sooner, compared)))).catch(
      () => false,
    );
    // People who are known compare once more, or their turn among strangers would cost less than the others' turns.
    const known = atHome ? lines.known(passed(atHome, compare)).catch(() => false) : early;
    const amongStrangers = turn.catch(async (error: unknown) => {
      if (error instanceof Refusal && error.status === 503) await Promise.all([pause(refusedAfterMs), early]);
      throw error;
    });
    const inTime = [early, known].map((way) => way.then((same) => same || amongStrangers));
    return Promise.race([amongStrangers, ...inTime]);
  };

  return {
    async hash(password) {
      const { hash } = await argon2();
      const stored = await lines.known(() => hash(password, cost));
      seen.add(stored, password);
      return stored;
    },
    async verify(stored, password, options = {}) {
      const { first, network } = options;
      if (stored && network !== undefined && seen.has(stored, password, network)) {
        await first?.();
        return true;
      }
      const { verify } = await argon2();
      const compare = (): Promise<boolean> => verify(stored || decoy, password);
      const same = options.atDoor
        ? await atDoor(compare, { ...options, atDoor: options.atDoor })
        : await lines.known(async () => {
            await first?.();
            return compare();
          });
      if (!same || !stored) return false;
      seen.add(stored, password);
      return true;
    },
    asLongAsOne: () => pause(took),
  };
}

/** @returns false where so many of the same wait already */
function createSlots(max: number) {
  const taken = new Map<string, number>();
  return async (whose: string, work: () => Promise<boolean>): Promise<boolean> => {
    const before = taken.get(whose) ?? 0;
    if (before >= max) return false;
    taken.set(whose, before + 1);
    try {
      return await work();
    } finally {
      const left = taken.get(whose)! - 1;
      if (left > 0) taken.set(whose, left);
      else taken.delete(whose);
    }
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
