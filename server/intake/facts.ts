/** What there is to know before it is decided what becomes of a mail. */
import type { Limiter } from "../access/limits.ts";
import { findCustomer } from "../customers/store.ts";
import type { Verdict } from "../contract/mail.ts";
import type { Db, Tx } from "../db/database.ts";
import { ticketsOfIds } from "../mail/ids.ts";
import { findMail, findSame, type ReceivedMail } from "../mail/received.ts";
import type { ReadMail } from "../mail/read/read-mail.ts";
import { isBlocked } from "../tickets/spam-floor.ts";
import { findTicket, type TicketRow } from "../tickets/store.ts";
import type { Author } from "./author.ts";
import type { Facts, NamedTicket } from "./decide.ts";
import type { Envelope } from "./receive.ts";
import { targetsOf } from "./targets.ts";

export interface Arrived {
  row: ReceivedMail;
  envelope: Envelope;
  read: ReadMail;
  author: Author;
  verdict: Verdict;
  /** Tells it from any other mail; undefined where nothing in it does. */
  digest: string | undefined;
  /** A program wrote it, by the signs that count for this inbox. */
  isAutomatic: boolean;
}

type FactDeps = { limiter: Limiter; mailDomain: string | undefined };

/** In the transaction that files it: what it finds is so until that ends. */
export async function gatherFacts(tx: Tx, deps: FactDeps, arrived: Arrived): Promise<Facts> {
  const { row, envelope, author, read, verdict, digest, isAutomatic } = arrived;
  const { db } = tx;
  const projectId = row.project_id!;
  const same = digest === undefined ? undefined : await findSame(db, projectId, digest);
  return {
    same: same?.id,
    isAutomatic,
    bounceOf: finalBounce(read) === undefined ? undefined : envelope.bounceOf,
    hasAuthor: author.isOne,
    byToken: await byToken(db, deps, arrived),
    byIds: await byIds(db, projectId, read.references, author.address),
    dmarc: verdict.dmarc,
    // What is here already, or nobody answers, takes from no limit.
    isUnwelcome: same === undefined && !isAutomatic && (await isUnwelcome(tx, deps, projectId, arrived)),
  };
}

/** The words of a mail server that gives up, where the mail is such a report. */
export const finalBounce = ({ bounces }: ReadMail): string | undefined => bounces.find(({ isFinal }) => isFinal)?.words;

async function byToken(db: Db, { mailDomain }: FactDeps, { row, envelope, read, author }: Arrived) {
  if (envelope.bounceOf !== undefined) {
    // A program that answers where mail comes back to: it belongs to what our mail was about.
    const { ticket_id: ticketId } = (await findMail(db, envelope.bounceOf)) ?? { ticket_id: null };
    return ticketId === null ? undefined : { ticketId, isTheirs: false };
  }
  const written = envelope.token ?? (await tokenIn(db, mailDomain, row.project_id!, read.addressed));
  const ticket = written && (await findTicket(db, written.ticketId));
  return ticket && named(db, ticket, author.address);
}

/** A forwarder or a list keeps the address in the header, and has one of its own on the envelope. */
async function tokenIn(db: Db, mailDomain: string | undefined, projectId: string, addresses: readonly string[]) {
  for (const address of addresses) {
    const target = (await targetsOf(db, mailDomain, address)).find(({ token }) => token !== undefined);
    if (target?.projectId === projectId) return target.token;
  }
  return undefined;
}

async function byIds(
  db: Db,
  projectId: string,
  references: readonly string[],
  address: string | undefined,
): Promise<NamedTicket[]> {
  const found: NamedTicket[] = [];
  for (const id of await ticketsOfIds(db, references)) {
    const ticket = await findTicket(db, id);
    if (ticket?.project_id === projectId) found.push(await named(db, ticket, address));
  }
  return found;
}

const named = async (db: Db, ticket: TicketRow, address: string | undefined): Promise<NamedTicket> => ({
  ticketId: ticket.id,
  isTheirs: address !== undefined && address === (await addressOf(db, ticket)),
});

/** Where its customer is written to today; undefined where nobody is to be. */
async function addressOf(db: Db, ticket: TicketRow): Promise<string | undefined> {
  if (ticket.customer_id === null) return ticket.claim_declined ? undefined : (ticket.claimed_email ?? undefined);
  const customer = await findCustomer(db, ticket.customer_id);
  // Somebody may have taken the address over: staff look at what comes from it.
  return customer?.stopped_at === null ? (customer.email ?? undefined) : undefined;
}

async function isUnwelcome(tx: Tx, { limiter }: FactDeps, projectId: string, arrived: Arrived) {
  const { author, envelope, verdict } = arrived;
  const address = author.address ?? envelope.from ?? "";
  if (await isBlocked(tx.db, projectId, address, envelope.network ?? "")) return true;
  // Who writes in somebody's name uses up nothing of theirs.
  const whose = verdict.isAligned || !envelope.network ? address : `${envelope.network} ${address}`;
  return (await limiter.take(tx, "mailsOfSender", whose)) > 0;
}
