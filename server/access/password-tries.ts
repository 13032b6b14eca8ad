/** How often a password may be tried, wherever one is asked for. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { addressKey } from "../http/address.ts";
import { widerNetwork } from "../http/network.ts";
import { type Address, isFamiliar } from "./familiar-networks.ts";
import { tooMany } from "./limits.ts";
import { takeOfNetwork, waitOfNetwork } from "./network-limits.ts";
import type { Passwords } from "./passwords.ts";

export interface PasswordTry extends Address {
  network: string;
  /** Null or undefined: nobody has it, which costs the same. */
  stored: string | null | undefined;
  given: string;
}

type TryDeps = Pick<Deps, "database" | "limiter" | "secrets" | "now"> & { passwords: Passwords };

/** Whoever guesses from elsewhere does not lock the owner out. */
const whose = (tried: PasswordTry): string => `${accountOf(tried)}:${tried.network}`;

const accountOf = ({ door, email }: Address): string =>
  `${door === "staff" ? door : `customer:${door}`}:${addressKey(email)}`;

/**
 * Of somebody who is signed in. Counted when its turn has come and before it is compared, in a transaction of its own:
 * a wrong one counts, many at once are no more than one after the other, and one that we refuse because too many wait
 * costs nothing, or it would lock its owner out.
 * @throws Refusal 429 or 503
 */
export async function tryOwnPassword({ database, limiter, passwords }: TryDeps, tried: PasswordTry): Promise<boolean> {
  const wait = await limiter.wait({ db: database.read }, "passwordTries", whose(tried));
  if (wait > 0) throw tooMany("passwordTries", wait);
  return passwords.verify(tried.stored, tried.given, {
    first: () => database.write((tx) => limiter.require(tx, "passwordTries", whose(tried))),
  });
}

/**
 * At the door. A network whose strangers have tried too often is closed to strangers, at once. Whoever has signed in
 * from there still comes in by the right password; a wrong one is answered as a stranger's, or the answer would tell
 * who signs in from here. In a crowd of strangers from everywhere the right password comes in before them. How many were
 * compared so is counted where nobody can see it, since a refusal must neither cost a try nor open a way to more of
 * them; and alike for everybody, also where there is nothing to compare with, or who waits behind them could tell.
 * @throws Refusal 429 or 503
 */
export async function tryPasswordAtDoor(deps: TryDeps, tried: PasswordTry): Promise<boolean> {
  const { database, limiter, passwords } = deps;
  const { network, stored, given } = tried;
  const db = database.read;
  const crowded = await waitOfNetwork(db, deps, "passwordTriesOfNetwork", network);
  const familiar = await isFamiliar(db, deps, tried, network);
  const tooOften = await limiter.wait({ db }, "passwordTries", whose(tried));
  const refuse = (wait: number): Refusal => tooMany("passwordTries", crowded || wait);
  if (tooOften > 0 || (crowded > 0 && !familiar)) {
    if (crowded > 0) await passwords.asLongAsOne();
    throw refuse(tooOften);
  }
  const first = (): Promise<void> =>
    database.write(async (tx) => {
      const wait = await takeOfNetwork(tx, deps, "passwordTriesOfNetwork", network);
      if (wait > 0 && !familiar) throw refuse(wait);
      const own = await limiter.take(tx, "passwordTries", whose(tried));
      if (own > 0) throw refuse(own);
    });
  const early = (tx: Tx, key: string): Promise<boolean> =>
    limiter.take(tx, "earlyTries", key).then((wait) => wait === 0);
  const sooner = (): Promise<boolean> =>
    database.write(
      async (tx) => (await takeOfNetwork(tx, deps, "earlyTriesOfNetwork", network)) === 0 && early(tx, whose(tried)),
    );
  const atHome = familiar ? () => database.write((tx) => early(tx, `home:${whose(tried)}`)) : undefined;
  const place = { account: accountOf(tried), network: widerNetwork(network) ?? network };
  // Behind closed doors they take no turn of strangers, who would notice.
  const options = crowded > 0 ? { first } : { first, atDoor: { ...place, sooner, atHome } };
  const right = await passwords.verify(stored, given, options).catch((error: unknown) => {
    throw crowded > 0 && error instanceof Refusal ? refuse(crowded) : error;
  });
  if (!right && crowded > 0) throw refuse(crowded);
  return right;
}
