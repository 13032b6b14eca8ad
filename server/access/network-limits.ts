/** Limits that the strangers of one network share. */
import { setTimeout as pause } from "node:timers/promises";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { widerNetwork } from "../http/network.ts";
import { type LimitName, tooMany } from "./limits.ts";

type Limited = Pick<Deps, "limiter">;

/** A /48 of IPv6 may do as much as eight of its 65,536 networks. */
export const shareOfWider = 1 / 8;

/** @returns seconds until there is something again, or 0 when it was taken */
export async function takeOfNetwork(
  tx: Tx,
  { limiter }: Limited,
  name: LimitName,
  network: string,
  amount = 1,
): Promise<number> {
  const wait = await limiter.take(tx, name, network, amount);
  const wider = widerNetwork(network);
  return wait > 0 || wider === undefined ? wait : limiter.take(tx, name, wider, amount * shareOfWider);
}

/** @throws Refusal 429 */
export async function requireOfNetwork(
  tx: Tx,
  deps: Limited,
  name: LimitName,
  network: string,
  amount = 1,
): Promise<void> {
  const wait = await takeOfNetwork(tx, deps, name, network, amount);
  if (wait > 0) throw tooMany(name, wait);
}

/** Takes nothing and writes nothing, so that whoever goes on after being told costs next to nothing. */
export async function waitOfNetwork(
  db: Db,
  { limiter }: Limited,
  name: LimitName,
  network: string,
  amount = 1,
): Promise<number> {
  const wait = await limiter.wait({ db }, name, network, amount);
  const wider = widerNetwork(network);
  return wait > 0 || wider === undefined ? wait : limiter.wait({ db }, name, wider, amount * shareOfWider);
}

/**
 * What succeeds is given back, so that a limit counts what came to nothing: a school whose pupils sign in uses up
 * nothing, and how much is left tells nothing about any of the addresses that were named.
 */
export async function giveBackOfNetwork(
  tx: Tx,
  { limiter }: Limited,
  name: LimitName,
  network: string,
  amount = 1,
): Promise<void> {
  await limiter.giveBack(tx, name, network, amount);
  const wider = widerNetwork(network);
  if (wider !== undefined) await limiter.giveBack(tx, name, wider, amount * shareOfWider);
}

const maxMomentMs = 200;

/** Hides, where a limit is reached, whether work was done for one address that was not done for another. */
export const randomMoment = (): Promise<void> => pause(Math.random() * maxMomentMs);

/**
 * For routes that take a secret which nobody can guess. Only secrets that open nothing are counted, so a crowd of
 * strangers cannot keep out a person who holds a link.
 * @throws what the work throws, or Refusal 429 instead of 401 and 410
 */
export async function openBySecret<T>(
  { database, limiter }: Pick<Deps, "database" | "limiter">,
  network: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || (error.status !== 401 && error.status !== 410)) throw error;
    const wait =
      (await waitOfNetwork(database.read, { limiter }, "wrongSecrets", network)) ||
      (await database.write((tx) => takeOfNetwork(tx, { limiter }, "wrongSecrets", network)));
    throw wait > 0 ? tooMany("wrongSecrets", wait) : error;
  }
}
