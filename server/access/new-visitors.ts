/**
 * Tokens for browsers without an account. No browser is refused because others ask as well, or its words would not come
 * in. While more browsers ask than write, each network gets fewer tokens, until a ticket comes.
 */
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { limits, tooMany } from "./limits.ts";
import { giveBackOfNetwork, requireOfNetwork, waitOfNetwork } from "./network-limits.ts";

type Limited = Pick<Deps, "limiter">;

const everybody = "all";
/** While many come from everywhere, one is all that a network may have in an hour. */
const eachInCrowd = limits.visitors.amount;

const isCrowded = async (tx: Pick<Tx, "db">, { limiter }: Limited): Promise<boolean> =>
  (await limiter.wait(tx, "silentVisitors", everybody)) > 0;

/**
 * Asked before anything is written, so that a client which goes on after a refusal does not keep the one writer busy.
 * @throws Refusal 429
 */
export async function refuseNewVisitor(db: Db, deps: Limited, network: string): Promise<void> {
  const amount = (await isCrowded({ db }, deps)) ? eachInCrowd : 1;
  const wait = await waitOfNetwork(db, deps, "visitors", network, amount);
  if (wait > 0) throw tooMany("visitors", wait);
}

/** @throws Refusal 429 */
export async function countNewVisitor(tx: Tx, deps: Limited, network: string): Promise<void> {
  const isCrowd = await isCrowded(tx, deps);
  await requireOfNetwork(tx, deps, "visitors", network, isCrowd ? eachInCrowd : 1);
  if (!isCrowd) await deps.limiter.take(tx, "silentVisitors", everybody);
}

/** Called in the transaction that writes a visitor's first ticket: a visitor who writes is what visitors are for. */
export async function giveBackVisitor(tx: Tx, deps: Limited, network: string): Promise<void> {
  const isCrowd = await isCrowded(tx, deps);
  await giveBackOfNetwork(tx, deps, "visitors", network, isCrowd ? eachInCrowd : 1);
  await deps.limiter.giveBack(tx, "silentVisitors", everybody);
}
