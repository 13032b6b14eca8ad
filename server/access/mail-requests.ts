/**
 * Mails that anybody can ask for by typing an address: codes and links. Every request draws from the same limits,
 * whoever is named, and what leads to a sign-in is given back; so neither an answer nor what is left of a limit tells
 * who is known here. Where a limit is reached only those go on whom it is not meant for, and the answer is the same.
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
  /** When the job is to run: those whom somebody knows do not wait behind made-up ones. */
  runAt: number;
  /** The network, where the address has signed in from it: what is limited for an address is its own there. */
  home: string | undefined;
  /** Counts it, in the transaction that writes down what was asked for. @returns false where others were faster */
  count(tx: Tx): Promise<boolean>;
}

/** Of a browser's own limit: five an hour. */
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
      // Drawn from the network for everybody, or what is left of it would tell whose address went on here.
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
