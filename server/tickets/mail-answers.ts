/** Answers of staff on their way to the customer by mail: to whom, and how much of them. */
import { findCustomer } from "../customers/store.ts";
import type { Unmailed } from "../contract/mail.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { noteAnswers, recentNotice } from "../mail/answers.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { cameByMail } from "../mail/received.ts";
import { createReplyAddress } from "../mail/reply-tokens.ts";
import { queueMail } from "../mail/store.ts";
import { currentInbox } from "../projects/moved-inboxes.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import { createMailedLink, trackingUrl } from "../tracking/links.ts";
import { findFirstMessage, findMessage, findTicket, type MessageRow, type TicketRow } from "./store.ts";

export type AnswerDeps = Pick<Deps, "secrets" | "now" | "publicUrl" | "mailDomain">;

export interface Way {
  address: string;
  /**
   * Its owner has proven it, or the ticket came by mail from there: it gets the words and the files. Others get a notice
   * that there is an answer.
   */
  isWhole: boolean;
  /** The link opens the ticket for whoever has it; else whoever follows it signs in first. */
  isSecret: boolean;
}

export async function wayTo(db: Db, project: ProjectRow, ticket: TicketRow): Promise<Way | { unmailed: Unmailed }> {
  const customer = ticket.customer_id === null ? undefined : await findCustomer(db, ticket.customer_id);
  const claimed = ticket.claim_declined ? null : ticket.claimed_email;
  const address = customer ? customer.email : claimed;
  if (address === null) return { unmailed: "no_address" };
  if (customer && customer.stopped_at !== null) return { unmailed: "account_stopped" };
  const isByMail = await beganByMail(db, ticket.id, address);
  // Who wrote a mail waits for one, whatever becomes of tickets of the portal.
  if (!project.notifications && !isByMail) return { unmailed: "notifications_off" };
  if (customer !== undefined && customer.proven_at !== null) return { address, isWhole: true, isSecret: false };
  if (!project.enabled && !isByMail) return { unmailed: "portal_off" };
  // A code by which they sign in proves the address, and no link to the thread lies in a mailbox that may be another's.
  const isSecret = customer === undefined || !mayHaveLogin(project, customer);
  if (isByMail) return { address, isWhole: true, isSecret };
  return isSecret && project.loginRequired ? { unmailed: "login_required" } : { address, isWhole: false, isSecret };
}

async function beganByMail(db: Db, ticketId: string, address: string): Promise<boolean> {
  const first = await findFirstMessage(db, ticketId);
  return first !== undefined && cameByMail(db, first, address);
}

/** For what waited: whether answers in this ticket still go to this address, whole. */
export async function mayHaveAnswers(
  db: Db,
  { ticket_id, recipient }: { ticket_id: string | null; recipient: string },
): Promise<boolean> {
  const ticket = ticket_id === null ? undefined : await findTicket(db, ticket_id);
  const project = ticket && (await findProject(db, ticket.project_id));
  if (!project) return false;
  const way = await wayTo(db, project, ticket);
  return "address" in way && way.isWhole && way.address === recipient;
}

/**
 * Queues the mail of answers that customers see from now on, in the transaction that shows them.
 * @param answers ids of public messages of staff in this ticket, in their order
 */
export async function mailAnswers(
  tx: Tx,
  deps: AnswerDeps,
  ticketId: string,
  answers: readonly string[],
): Promise<void> {
  if (answers.length === 0) return;
  const ticket = (await findTicket(tx.db, ticketId))!;
  const project = (await findProject(tx.db, ticket.project_id))!;
  const way = await wayTo(tx.db, project, ticket);
  if ("unmailed" in way) return noteAnswers(tx, answers, way);
  const recent = way.isWhole ? undefined : await recentNotice(tx.db, ticketId, way.address, deps.now());
  if (recent !== undefined) return noteAnswers(tx, answers, { mailId: recent });
  const rows = await Promise.all(answers.map((id) => findMessage(tx.db, id)));
  const all = rows.flatMap((row) => row ?? []);
  // A notice says the same of all of them.
  for (const said of way.isWhole ? inOneName(all) : [all]) {
    const ids = said.map(({ id }) => id);
    const mailId = await queueAnswer(tx, deps, { project, ticket, way, ids, name: nameOf(said[0]!) });
    await noteAnswers(tx, ids, { mailId });
  }
}

const nameOf = ({ given_name, author_name }: MessageRow): string => given_name ?? author_name;

/** A mail comes from one person. */
function inOneName(answers: readonly MessageRow[]): MessageRow[][] {
  const runs: MessageRow[][] = [];
  for (const one of answers) {
    const last = runs.at(-1);
    if (last && nameOf(last[0]!) === nameOf(one)) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

interface OneMail {
  project: ProjectRow;
  ticket: TicketRow;
  way: Way;
  /** Of the messages. */
  ids: readonly string[];
  name: string;
}

async function queueAnswer(tx: Tx, deps: AnswerDeps, { project, ticket, way, ids, name }: OneMail): Promise<string> {
  const { id: ticketId, number, customer_id: customerId, subject, locale } = ticket;
  const texts = mailTextsIn(locale, project.locale);
  const isOpen = leadsSomewhere(project, way);
  const replyTo = (await currentInbox(tx.db, ticket.inbox_id))?.address ?? undefined;
  return queueMail(tx, deps, {
    projectId: project.id,
    ticketId,
    customerId,
    recipient: way.address,
    locale,
    content: way.isWhole
      ? texts.answer({ subject, answers: ids, isOpen, isRead: replyTo !== undefined || deps.mailDomain !== undefined })
      : texts.answerNotice({ project: project.name, number, isSecret: way.isSecret }),
    fromName: name === "" || name === project.name ? project.name : `${name} (${project.name})`,
    replyTo,
    secrets: {
      ...(isOpen && { link: await linkFor(tx, deps, project, ticketId, way) }),
      ...(await createReplyAddress(tx, deps, ticketId, way.address)),
    },
  });
}

/** Whether a link opens anything: the portal is on, and asks for no login that there is none for. */
export const leadsSomewhere = (project: ProjectRow, { isSecret }: Way): boolean =>
  project.enabled && !(isSecret && project.loginRequired);

/** Into the ticket. */
export const linkFor = async (
  tx: Tx,
  { publicUrl, now }: AnswerDeps,
  project: ProjectRow,
  ticketId: string,
  { isSecret }: Way,
): Promise<string> =>
  isSecret
    ? trackingUrl(publicUrl, project, await createMailedLink(tx, ticketId, now()))
    : `${publicUrl}/p/${project.key}#tickets/${ticketId}`;
