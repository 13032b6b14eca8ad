/** Does what was decided about a mail, in one transaction: its words stand in a ticket, and the mail says where. */
import { takeAttachments } from "../attachments/store.ts";
import {
  createCustomer,
  type CustomerRow,
  findCustomer,
  findCustomerByEmail,
  lockCustomer,
} from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { markBounced } from "../mail/bounces.ts";
import { noteId } from "../mail/ids.ts";
import { fileReceived, type FiledMail, findMail, lockReceived } from "../mail/received.ts";
import { withoutSecrets } from "../mail/without-secrets.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import { addReply } from "../tickets/add-reply.ts";
import { createTicket } from "../tickets/create-ticket.ts";
import { queueReceipt } from "../tickets/receipt.ts";
import { addMessage, type Author as MessageAuthor, findTicket, lockTicket, type TicketRow } from "../tickets/store.ts";
import { decide, type Outcome } from "./decide.ts";
import { type Arrived, finalBounce, gatherFacts } from "./facts.ts";
import { standInsFor } from "./stand-ins.ts";
import { cutWords } from "./words.ts";

export type FilingDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl" | "mailDomain">;

/** What staff decided about a mail that waited for them. */
export interface Decision {
  /** The ticket that it belongs to; null: to one of its own. */
  ticket: string | null;
}

/** Thrown where the files of a mail are needed, and nobody has stored them yet: the transaction leaves nothing behind. */
export class FilesNeeded extends Error {}

/** Whose the stored files are until a message takes them. */
export const ownerOfFiles = (mailId: string): string => `mail:${mailId}`;

interface Filing {
  tx: Tx;
  deps: FilingDeps;
  project: ProjectRow;
  arrived: Arrived;
  subject: string;
  text: string;
  /** Ids of its files, stored. */
  files: string[] | undefined;
}

/** @param files ids, in their order; undefined: none is stored yet. @throws FilesNeeded */
export async function fileMail(
  tx: Tx,
  deps: FilingDeps,
  arrived: Arrived,
  files: string[] | undefined,
  decision: Decision | undefined,
): Promise<void> {
  const { row, read, author, verdict, digest } = arrived;
  // Another process was faster.
  if (!(await lockReceived(tx, row.id))) return;
  const project = (await findProject(tx.db, row.project_id!))!;
  const words = standInsFor(project.locale);
  const filing: Filing = {
    tx,
    deps,
    project,
    arrived,
    files,
    subject: withoutSecrets(read.subject).trim() || words.noSubject,
    text: cutWords(withoutSecrets(read.text)) || words.noText,
  };
  const outcome = decision ? asDecided(row.rule, decision) : decide(await gatherFacts(tx, deps, arrived));
  const done = await carryOut(filing, outcome);
  await fileReceived(tx, row.id, {
    ...done,
    rule: outcome.rule,
    sender: author.address === undefined ? undefined : { name: author.name, address: author.address },
    subject: filing.subject,
    text: filing.text,
    quoted: cutWords(withoutSecrets(read.quoted)),
    givenId: read.messageId,
    digest: outcome.rule === 1 ? undefined : digest,
    verdict,
  });
  if (done.filedAs !== null && done.ticketId !== null) await noteId(tx, read.messageId, done.ticketId, "theirs");
}

/** The rule by which it came to wait stays written down. */
const asDecided = (rule: number | null, { ticket }: Decision): Outcome => ({
  rule: (rule ?? 9) as Outcome["rule"],
  ...(ticket === null ? { becomes: "ticket", isHeld: false } : { becomes: "message", ticketId: ticket }),
});

type Done = Pick<FiledMail, "state" | "ticketId" | "customerId" | "filedAs">;

async function carryOut(filing: Filing, outcome: Outcome): Promise<Done> {
  switch (outcome.becomes) {
    case "nothing":
      return { state: "noted", ...(await whereabouts(filing, outcome.same)), filedAs: null };
    case "bounce":
      return comeBack(filing, outcome.mailId);
    case "decision":
      return park(filing, outcome.ticketId);
    case "note":
      return addNote(filing, outcome.ticketId);
    case "message":
      return addToTicket(filing, outcome.ticketId);
    case "ticket":
      return openTicket(filing, outcome.isHeld);
  }
}

/** What another mail is about. */
async function whereabouts({ tx }: Filing, mailId: string): Promise<Pick<Done, "ticketId" | "customerId">> {
  const mail = await findMail(tx.db, mailId);
  return { ticketId: mail?.ticket_id ?? null, customerId: mail?.customer_id ?? null };
}

async function comeBack(filing: Filing, mailId: string): Promise<Done> {
  await markBounced(filing.tx, mailId, withoutSecrets(finalBounce(filing.arrived.read) ?? ""));
  return { state: "filed", ...(await whereabouts(filing, mailId)), filedAs: null };
}

async function park({ tx, project }: Filing, ticketId: string | undefined): Promise<Done> {
  if (ticketId !== undefined) tx.emit({ type: "ticket.updated", projectId: project.id, ticketId });
  const ticket = ticketId === undefined ? undefined : await findTicket(tx.db, ticketId);
  return { state: "parked", ticketId: ticketId ?? null, customerId: ticket?.customer_id ?? null, filedAs: null };
}

/** What programs write about a ticket: for staff alone, without a status or a mail that follows from it. */
async function addNote(filing: Filing, ticketId: string): Promise<Done> {
  const { tx, deps, project, arrived, subject, text } = filing;
  const attachments = requireFiles(filing);
  const ticket = (await lockTicket(tx, ticketId))!;
  const { name, address } = arrived.author;
  const author: MessageAuthor = { kind: "customer", id: null, name: name || (address ?? "") };
  const body = `**${subject}**\n\n${text}`;
  const messageId = await addMessage(
    tx,
    ticket,
    { body: cutWords(body), author, internal: true },
    undefined,
    deps.now(),
  );
  const owner = ownerOfFiles(arrived.row.id);
  await takeAttachments(tx, attachments, { projectId: project.id, owner, messageId });
  tx.emit({ projectId: project.id, type: "message.created", ticketId, messageId });
  return { state: "filed", ticketId, customerId: ticket.customer_id, filedAs: messageId };
}

const requireFiles = ({ arrived, files }: Filing): string[] => {
  if (files === undefined && arrived.read.files.length > 0) throw new FilesNeeded();
  return files ?? [];
};

async function addToTicket(filing: Filing, ticketId: string): Promise<Done> {
  const { tx, deps, text, arrived } = filing;
  const attachments = requireFiles(filing);
  const mailId = arrived.row.id;
  const ticket = (await lockTicket(tx, ticketId))!;
  const reply = {
    body: text,
    author: await authorIn(tx, ticket, arrived),
    attachments,
    uploader: ownerOfFiles(mailId),
  };
  const made = await addReply(tx, ticket, reply, { key: ownerOfFiles(mailId), hash: mailId }, deps.now());
  return { state: "filed", ticketId: made.ticketId, customerId: ticket.customer_id, filedAs: made.messageId };
}

/** The ticket's customer; somebody else, whom staff let in, under the name and address that they wrote with. */
async function authorIn({ db }: Tx, ticket: TicketRow, { author }: Arrived): Promise<MessageAuthor> {
  const customer = ticket.customer_id === null ? undefined : await findCustomer(db, ticket.customer_id);
  const own = customer ? customer.email : ticket.claimed_email;
  if (author.address === own && own !== null) {
    return {
      kind: "customer",
      id: ticket.customer_id ?? ticket.visitor_id,
      name: customer?.name ?? ticket.author_name,
    };
  }
  const name = author.name === "" ? (author.address ?? "") : `${author.name} (${author.address ?? ""})`;
  return { kind: "customer", id: null, name };
}

async function openTicket(filing: Filing, isHeld: boolean): Promise<Done> {
  const { tx, deps, project, subject, text, arrived } = filing;
  const attachments = requireFiles(filing);
  const { row, author, verdict } = arrived;
  // A forged mail is shown to nobody as theirs, and makes nobody a customer; nor does what waits for staff.
  const isOwned = !isHeld && verdict.dmarc !== "fail";
  const known =
    isOwned && author.address !== undefined ? await findCustomerByEmail(tx.db, project.id, author.address) : undefined;
  const customer = isOwned ? await customerOf(filing, known) : undefined;
  const name = customer?.name ?? author.name;
  const { ticketId, messageId } = await createTicket(
    tx,
    project,
    {
      subject,
      body: text,
      inbox: row.inbox_id!,
      attachments,
      ...(customer ? {} : { name, ...(author.address !== undefined && { email: author.address }) }),
    },
    {
      author: { kind: "customer", id: customer?.id ?? null, name },
      customerId: customer?.id ?? null,
      visitorId: null,
      companyId: customer && customer.proven_at !== null && verdict.isAligned ? customer.company_id : null,
      uploader: ownerOfFiles(row.id),
      held: isHeld,
      anyInbox: true,
    },
    { key: ownerOfFiles(row.id), hash: row.id },
    deps.now(),
  );
  const isNewcomer = customer === undefined || customer.proven_at === null;
  // Its link leads into the portal.
  const mayFollow = project.notifications && project.enabled && !project.loginRequired;
  if (author.address !== undefined && isNewcomer && !isHeld && mayFollow && verdict.dmarc !== "fail") {
    await queueReceipt(tx, deps, project, ticketId, author.address, { isKnown: known !== undefined });
  }
  return { state: "filed", ticketId, customerId: customer?.id ?? null, filedAs: messageId };
}

/** Who writes for the first time becomes a customer, whose address nobody has proven. */
async function customerOf(
  { tx, deps, project, arrived: { author } }: Filing,
  known: CustomerRow | undefined,
): Promise<CustomerRow | undefined> {
  const { address, name, isOne } = author;
  if (address === undefined || !isOne) return undefined;
  const id =
    known?.id ??
    (await createCustomer(
      tx,
      {
        projectId: project.id,
        name: name || address.slice(0, address.lastIndexOf("@")),
        email: address,
        source: "mail",
      },
      deps.now(),
    ));
  // Nobody deletes or merges them until the ticket is there.
  return lockCustomer(tx, id);
}
