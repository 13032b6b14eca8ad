/** How often a password may be tried, wherever one is asked for. */
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { Passwords } from "./passwords.ts";

interface Try {
  /** Names the limit: whoever guesses from elsewhere does not lock the owner out. */
  whose: string;
  /** Null or undefined: nobody has it, which costs the same. */
  stored: string | null | undefined;
  given: string;
}

/**
 * Counted before it is compared, in a transaction of its own, so that a wrong one counts and many at once are no more
 * than one after the other. One that we refuse because too many wait costs nothing: it would lock its owner out.
 * @throws Refusal 429 or 503
 */
export async function tryPassword(
  { database, limiter, passwords }: Pick<Deps, "database" | "limiter"> & { passwords: Passwords },
  { whose, stored, given }: Try,
): Promise<boolean> {
  await database.write((tx) => limiter.require(tx, "passwordTries", whose));
  try {
    return await passwords.verify(stored, given);
  } catch (error) {
    if (error instanceof Refusal && error.status === 503) {
      await database.write((tx) => limiter.giveBack(tx, "passwordTries", whose));
    }
    throw error;
  }
}
