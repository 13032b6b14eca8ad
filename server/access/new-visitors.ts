/**
 * Browsers without an account that are given a token. Nobody is refused one because others ask, or their words would not
 * come in: where more ask than write, each network may have fewer, until a ticket comes.
 */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { limits } from "./limits.ts";
import { giveBackOfNetwork, requireOfNetwork } from "./network-limits.ts";

type Limited = Pick<Deps, "limiter">;

const everybody = "all";
/** While many come from everywhere, one is all that a network may have in an hour. */
const eachInCrowd = limits.visitors.amount;

/** @throws Refusal 429 */
export async function countNewVisitor(tx: Tx, deps: Limited, network: string): Promise<void> {
  const isCrowd = (await deps.limiter.wait(tx, "silentVisitors", everybody)) > 0;
  await requireOfNetwork(tx, deps, "visitors", network, isCrowd ? eachInCrowd : 1);
  if (!isCrowd) await deps.limiter.take(tx, "silentVisitors", everybody);
}

/** In the transaction that writes down the first ticket of a visitor: who writes is what visitors are for. */
export async function giveBackVisitor(tx: Tx, deps: Limited, network: string): Promise<void> {
  const isCrowd = (await deps.limiter.wait(tx, "silentVisitors", everybody)) > 0;
  await giveBackOfNetwork(tx, deps, "visitors", network, isCrowd ? eachInCrowd : 1);
  await deps.limiter.giveBack(tx, "silentVisitors", everybody);
}
