/**
 * What is to become of a mail: one function of what was read, of what its ids and addresses mean here, and of who really
 * sent it. It asks nothing and changes nothing, so its table is its test (`decide.test.ts`).
 */
import type { AuthResult, MailRule } from "../contract/mail.ts";

/** A ticket that a mail names, by an address of ours or by the id of a mail before it. */
export interface NamedTicket {
  ticketId: string;
  /** The author is its customer, and may still read it. */
  isTheirs: boolean;
}

export interface Facts {
  /** Id of the mail that this one is once more. */
  same: string | undefined;
  /** A program wrote it, by the signs that count for this inbox. */
  isAutomatic: boolean;
  /** One From, with one address. */
  hasAuthor: boolean;
  /** Id of the mail of ours that it reports as not delivered. */
  bounceOf: string | undefined;
  /** By an address that one person was given. */
  byToken: NamedTicket | undefined;
  /** By ids, the nearest mail first. */
  byIds: readonly NamedTicket[];
  dmarc: AuthResult;
  /** Its author is blocked, or has sent more than a person does. */
  isUnwelcome: boolean;
}

export type Outcome = { rule: MailRule } & (
  | { becomes: "nothing"; same: string }
  /** What became of a mail of ours. */
  | { becomes: "bounce"; mailId: string }
  /** A line for staff alone. */
  | { becomes: "note"; ticketId: string }
  | { becomes: "message"; ticketId: string }
  /** @property ticketId beside which it waits for staff, if there is one */
  | { becomes: "decision"; ticketId: string | undefined }
  /** @property isHeld waits for staff before it stands in the queue */
  | { becomes: "ticket"; isHeld: boolean }
);

export function decide(facts: Facts): Outcome {
  const { same, isAutomatic, bounceOf, byToken, byIds, isUnwelcome } = facts;
  if (same !== undefined) return { rule: 1, becomes: "nothing", same };

  const [nearest] = byIds;
  if (bounceOf !== undefined) return { rule: 2, becomes: "bounce", mailId: bounceOf };
  if (isAutomatic) {
    const named = byToken ?? nearest;
    return named
      ? { rule: 2, becomes: "note", ticketId: named.ticketId }
      : { rule: 2, becomes: "decision", ticketId: undefined };
  }

  // An id says less than an address that nobody else was given, and neither counts from a stranger's mailbox.
  const theirs = byIds.find(({ isTheirs }) => isTheirs);
  const named = byToken ?? theirs ?? nearest;
  if (isUnwelcome) {
    return named
      ? { rule: 8, becomes: "decision", ticketId: named.ticketId }
      : { rule: 8, becomes: "ticket", isHeld: true };
  }
  if (byToken) {
    const { ticketId, isTheirs } = byToken;
    return isTheirs && facts.hasAuthor
      ? { rule: 3, becomes: "message", ticketId }
      : { rule: 4, becomes: "decision", ticketId };
  }
  if (theirs && facts.hasAuthor && facts.dmarc !== "fail") {
    return { rule: 6, becomes: "message", ticketId: theirs.ticketId };
  }
  if (named) return { rule: 7, becomes: "decision", ticketId: named.ticketId };
  return { rule: 9, becomes: "ticket", isHeld: false };
}
