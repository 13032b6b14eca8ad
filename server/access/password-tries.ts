/** How often a password may be tried, wherever one is asked for. */
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { addressKey } from "../mail-address.ts";
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
 * A try of a person who is signed in. The try is counted when its turn has come and before the password is compared, in
 * a transaction of its own. So each wrong password counts, and many tries at once are no more than one after the other.
 * A try that is refused because too many wait costs nothing, or refusals would lock the owner out.
 * @throws Refusal 429 or 503
 */
export async function tryOwnPassword({ database, limiter, passwords }: TryDeps, tried: PasswordTry): Promise<boolean> {
  const wait = await limiter.wait({ db: database.read }, "passwordTries", whose(tried));
  if (wait > 0) throw tooMany("passwordTries", wait);
  return passwords.verify(tried.stored, tried.given, {
    network: tried.network,
    first: () => database.write((tx) => limiter.require(tx, "passwordTries", whose(tried))),
  });
}

/**
 * A bucket for each address would be a row for each address that somebody makes up. So in a crowd, the addresses of a
 * network that have no bucket yet share one. What was taken from the shared bucket is missing from the bucket that an
 * address gets later.
 */
const shared = ({ network }: PasswordTry): string => `crowd:${network}`;

/**
 * @returns seconds until the shared bucket has something for an address without a bucket of its own. 0: it has
 * something, or the address has a bucket
 */
async function waitOfShared(db: Db, { limiter }: TryDeps, tried: PasswordTry): Promise<number> {
  const wait = await limiter.wait({ db }, "passwordTries", shared(tried));
  return wait > 0 && (await limiter.missing({ db }, "passwordTries", whose(tried))) === undefined ? wait : 0;
}

/** Whoever has signed in from there goes on where the shared bucket is empty. @returns seconds to wait, or the bucket */
async function count(tx: Tx, { limiter }: TryDeps, tried: PasswordTry, familiar: boolean): Promise<number | string> {
  const from = async (bucket: string, missing = 0): Promise<number | string> =>
    (await limiter.take(tx, "passwordTries", bucket, 1, missing)) || bucket;
  if ((await limiter.missing(tx, "passwordTries", whose(tried))) !== undefined) return from(whose(tried));
  const isEmpty = (await limiter.wait(tx, "passwordTries", shared(tried))) > 0;
  if (isEmpty && familiar) return from(`home:${whose(tried)}`);
  // People at home are no crowd, however many come in on a Monday morning.
  if (isEmpty || (!familiar && (await limiter.take(tx, "triedAddresses", "all")) > 0)) return from(shared(tried));
  return from(whose(tried), await limiter.missing(tx, "passwordTries", shared(tried)));
}

/**
 * A try at the door. A network whose strangers have tried too often is closed to strangers at once. A person who has
 * signed in from that network still comes in by the right password. A wrong password of theirs is answered like a
 * stranger's, or the answer would tell who signs in from here.
 *
 * In a crowd of strangers from everywhere, a try is also compared sooner, so that the right password passes the crowd.
 * These comparisons are counted where nobody can see the count: a refusal must neither cost a try nor open a way to
 * more tries. They are counted alike for everybody, also where there is no password to compare with, or people who wait
 * behind could tell the difference.
 * @throws Refusal 429 or 503
 */
export async function tryPasswordAtDoor(deps: TryDeps, tried: PasswordTry): Promise<boolean> {
  const { database, limiter, passwords } = deps;
  const { network, stored, given } = tried;
  const db = database.read;
  const crowded =
    (await waitOfNetwork(db, deps, "passwordTriesOfNetwork", network)) || (await waitOfShared(db, deps, tried));
  const familiar = await isFamiliar(db, deps, tried, network);
  const tooOften = await limiter.wait({ db }, "passwordTries", whose(tried));
  const refuse = (wait: number): Refusal => tooMany("passwordTries", crowded || wait);
  if (tooOften > 0 || (crowded > 0 && !familiar)) {
    if (crowded > 0) await passwords.asLongAsOne();
    throw refuse(tooOften);
  }
  let counted: string | undefined;
  const first = (): Promise<void> =>
    database.write(async (tx) => {
      const wait = await takeOfNetwork(tx, deps, "passwordTriesOfNetwork", network);
      if (wait > 0 && !familiar) throw refuse(wait);
      const outcome = await count(tx, deps, tried, familiar);
      if (typeof outcome === "number") throw refuse(outcome);
      counted = outcome;
    });
  const sooner = (): Promise<boolean> =>
    database.write(async (tx) => (await takeOfNetwork(tx, deps, "earlyTriesOfNetwork", network)) === 0);
  const atHome = (): Promise<boolean> =>
    database.write(async (tx) => (await limiter.take(tx, "earlyTries", `home:${whose(tried)}`)) === 0);
  const slot = { account: accountOf(tried), network: widerNetwork(network) ?? network };
  // Where the network is closed, people at home take no turn of strangers, since strangers would notice.
  const options =
    crowded > 0 ? { first, network } : { first, network, atDoor: { ...slot, sooner, ...(familiar && { atHome }) } };
  const right = await passwords.verify(stored, given, options).catch((error: unknown) => {
    throw crowded > 0 && error instanceof Refusal ? refuse(crowded) : error;
  });
  if (!right && crowded > 0) throw refuse(crowded);
  // A person who comes in uses up nothing that others of their network share.
  if (right && counted === shared(tried)) {
    await database.write((tx) => limiter.giveBack(tx, "passwordTries", shared(tried)));
  }
  return right;
}
