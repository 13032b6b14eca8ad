/** Where an address of ours leads: to an inbox, or to one person's conversation about one ticket. */
import type { Db } from "../db/database.ts";
import { readAddress } from "../mail-address.ts";
import { findReplyToken } from "../mail/reply-tokens.ts";
import { findBounced } from "../mail/bounces.ts";
import { findInboxesAt } from "../projects/mail-inboxes.ts";
import { currentInbox } from "../projects/moved-inboxes.ts";
import { listInboxes } from "../projects/store.ts";
import { findTicket } from "../tickets/store.ts";

export interface Target {
  projectId: string;
  inboxId: string;
  /** The address is one person's, in one ticket. */
  token?: { ticketId: string; recipient: string };
  /** Id of the mail of ours that comes back to this address. */
  bounceOf?: string;
}

/** @returns none for an address that is not ours */
export async function targetsOf(db: Db, mailDomain: string | undefined, address: string): Promise<Target[]> {
  const read = readAddress(address);
  if (read === undefined) return [];
  const at = read.lastIndexOf("@");
  const local = read.slice(0, at);
  const domain = read.slice(at + 1);
  const plus = local.indexOf("+");
  const isOurs = domain === mailDomain;
  const token = isOurs || plus > 0 ? await targetOfToken(db, isOurs ? local : local.slice(plus + 1)) : undefined;
  if (token) return [token];
  const bounced = isOurs ? await targetOfBounce(db, local) : undefined;
  if (bounced) return [bounced];
  // What follows a plus is its sender's affair: the inbox is the same.
  const base = plus > 0 ? local.slice(0, plus) : local;
  const inboxes = await findInboxesAt(db, {
    intake: isOurs ? base : undefined,
    addresses: [read, `${base}@${domain}`],
  });
  return inboxes.map(({ id, project_id }) => ({ projectId: project_id, inboxId: id }));
}

async function targetOfToken(db: Db, local: string): Promise<Target | undefined> {
  const token = await findReplyToken(db, local);
  const ticket = token && (await findTicket(db, token.ticket_id));
  if (!ticket) return undefined;
  const inbox = (await currentInbox(db, ticket.inbox_id))!;
  const { ticket_id: ticketId, recipient } = token;
  return { projectId: ticket.project_id, inboxId: inbox.id, token: { ticketId, recipient } };
}

async function targetOfBounce(db: Db, local: string): Promise<Target | undefined> {
  const mail = await findBounced(db, local);
  if (!mail || mail.project_id === null) return undefined;
  const ticket = mail.ticket_id === null ? undefined : await findTicket(db, mail.ticket_id);
  const inbox = ticket ? await currentInbox(db, ticket.inbox_id) : (await listInboxes(db, mail.project_id))[0];
  return { projectId: mail.project_id, inboxId: inbox!.id, bounceOf: mail.id };
}

/** @property to the address that leads there */
export interface Arrival {
  target: Target;
  to: string;
}

/** One of each project that any of the addresses leads to: a conversation goes before an inbox. */
export async function arrivalsAt(
  db: Db,
  mailDomain: string | undefined,
  addresses: readonly string[],
): Promise<Arrival[]> {
  const byProject = new Map<string, Arrival>();
  for (const to of addresses) {
    for (const target of await targetsOf(db, mailDomain, to)) {
      const known = byProject.get(target.projectId)?.target;
      const isConversation = target.token !== undefined || target.bounceOf !== undefined;
      if (!known || (!known.token && !known.bounceOf && isConversation))
        byProject.set(target.projectId, { target, to });
    }
  }
  return [...byProject.values()];
}
