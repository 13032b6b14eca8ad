/**
 * Codes and links that anybody can ask for by typing an address. Every request draws from the same limits, whatever
 * address it names, and a request that leads to a sign-in is given back. So neither an answer nor the rest of a limit
 * tells who is known here. Where the network's limit is reached, only addresses that have signed in from there go on;
 * where the limit of newcomers is reached, only addresses that are known. The answer is the same.
 */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { dueFirst } from "../jobs/store.ts";
import { type Address, isFamiliar } from "./familiar-networks.ts";
import { giveBackOfNetwork, takeOfNetwork, waitOfNetwork } from "./network-limits.ts";

type RequestDeps = Pick<Deps, "database" | "limiter" | "secrets" | "now">;

export interface MailRequest extends Address {
  network: string;
  /** Of a browser that has a token: it draws from its own limit, not from its network's. */
  visitorId?: string | undefined;
  /** Whether a customer, or somebody of staff, has this address. */
  isKnown: boolean;
}

export interface MailDecision {
  /** Nothing is to be written or sent for it, and nobody may notice. */
  refused: boolean;
  /** Seconds until strangers of this network are heard again, whatever address they name; 0: they are. */
  retryAfter: number;
  /** Work was done for one address that was not done for another: the answer waits a moment that tells nothing. */
  hidesTime: boolean;
  /** When the job is to run. Mails to addresses that somebody here has do not wait behind those to made-up ones. */
  runAt: number;
  /** The network, where the address has signed in from it. There the address has limits of its own. */
  home: string | undefined;
  /** Counts it, in the transaction that writes down what was asked for. @returns false where others were faster */
  count(tx: Tx): Promise<boolean>;
}

/** What one request takes from a browser's own limit, so that five an hour are left of thirty. */
const costOfVisitor = 6;
const everybody = "all";

export async function decideMail(deps: RequestDeps, request: MailRequest): Promise<MailDecision> {
  const { database, limiter, now } = deps;
  const { network, visitorId, isKnown } = request;
  const db = database.read;
  const own = visitorId === undefined ? undefined : `visitor:${visitorId}`;
  const crowded = own
    ? await limiter.wait({ db }, "mailsAsked", own, costOfVisitor)
    : await waitOfNetwork(db, deps, "mailsAsked", network);
  const full = await limiter.wait({ db }, "newcomers", everybody);
  const familiar = await isFamiliar(db, deps, request, network);
  const passes = (wait: number, isAtHome: boolean): boolean => wait === 0 || isAtHome;
  return {
    refused: !passes(crowded, familiar),
    retryAfter: crowded,
    hidesTime: crowded > 0 || full > 0,
    runAt: isKnown ? dueFirst : now(),
    home: familiar ? network : undefined,
    async count(tx) {
      const wait = own
        ? await limiter.take(tx, "mailsAsked", own, costOfVisitor)
        : await takeOfNetwork(tx, deps, "mailsAsked", network);
      if (!passes(wait, familiar)) return false;
      // The network's bucket is drawn from for every address, or its rest would tell whose address went on here.
      return passes(full || (await limiter.take(tx, "newcomers", everybody)), isKnown);
    },
  };
}

/** Also receipts go to whatever was typed. @returns whether one goes to this address */
export const mayMailTyped = async (tx: Tx, { limiter }: Pick<Deps, "limiter">, isKnown: boolean): Promise<boolean> =>
  (await limiter.take(tx, "newcomers", everybody)) === 0 || isKnown;

/** In the transaction that signs somebody in by what was mailed. */
export async function giveBackMail(tx: Tx, deps: Pick<Deps, "limiter">, network: string): Promise<void> {
  await giveBackOfNetwork(tx, deps, "mailsAsked", network);
  await deps.limiter.giveBack(tx, "newcomers", everybody);
}
