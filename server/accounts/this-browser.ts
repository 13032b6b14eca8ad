/**
 * Which browser a proof comes from. A link signs in whoever opens it, and anybody can send theirs to somebody else: so
 * the tickets of a browser join at once only where it asked for the proof itself, and else its person is asked.
 */
import type { PortalPrincipal } from "../access/principals.ts";
import { countOfVisitor, type Joiner, joinVisitor } from "../customers/joining.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";

/** Whoever asks, where that is a browser that has written before. */
export const visitorOf = (who: PortalPrincipal): string | undefined => (who.kind === "visitor" ? who.id : undefined);

interface Asked {
  visitor_id: string | null;
  challenge: string | null;
}

/**
 * The visitor whose tickets join. A browser that had no token yet when it asked is known by the challenge it was given.
 * @param challenge as it came with a link; a code always comes with its own, whoever it was given to
 */
export function askedHere(asked: Asked, who: PortalPrincipal, challenge?: string): string | undefined {
  const visitor = visitorOf(who);
  const isHere =
    asked.visitor_id === null ? challenge !== undefined && challenge === asked.challenge : asked.visitor_id === visitor;
  return isHere ? visitor : undefined;
}

/** What is left of this browser's visitor once somebody has signed in. */
interface Beside {
  /** Whose tickets are asked about. */
  visitorId?: string;
  /** How many. */
  fromBrowser?: number;
}

/** A visitor who sent nothing has nothing to be asked; files chosen for a first ticket go along with who signs in. */
export async function beside(
  tx: Tx,
  deps: Pick<Deps, "sessions">,
  who: PortalPrincipal,
  customer: Joiner,
): Promise<Beside> {
  // Not there any more: has joined just now.
  if (who.kind !== "visitor" || !(await deps.sessions.hold(tx, who.session.hash))) return {};
  const fromBrowser = await countOfVisitor(tx.db, customer.project_id, who.id);
  if (fromBrowser > 0) return { visitorId: who.id, fromBrowser };
  await joinVisitor(tx, deps, customer, who.id);
  return {};
}
