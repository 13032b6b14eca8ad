/**
 * The browser that a proof comes from. A link signs in the person who opens it, and everybody can send a link of theirs
 * to somebody else. So a browser's tickets join at once only where that browser asked for the proof. Elsewhere the
 * person is asked.
 */
import type { PortalPrincipal } from "../access/principals.ts";
import { countOfVisitor, type Joiner, joinVisitor } from "../customers/joining.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";

/** The visitor who asks, in a browser that has written before. */
export const visitorOf = (who: PortalPrincipal): string | undefined => (who.kind === "visitor" ? who.id : undefined);

interface Asked {
  visitor_id: string | null;
  challenge: string | null;
}

/**
 * The visitor whose tickets join. A browser that had no token yet when it asked is known by the challenge it was given.
 * @param challenge that came with a link. A code needs none: it always comes with its own challenge
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

/**
 * A visitor who sent nothing is asked nothing. Files that were chosen for a first ticket go along with the customer who
 * signs in.
 */
export async function beside(
  tx: Tx,
  deps: Pick<Deps, "sessions">,
  who: PortalPrincipal,
  customer: Joiner,
): Promise<Beside> {
  // The visitor is not there any more: it has joined just now.
  if (who.kind !== "visitor" || !(await deps.sessions.hold(tx, who.session.hash))) return {};
  const fromBrowser = await countOfVisitor(tx.db, customer.project_id, who.id);
  if (fromBrowser > 0) return { visitorId: who.id, fromBrowser };
  await joinVisitor(tx, deps, customer, who.id);
  return {};
}
