/** The mail that says a ticket has arrived and where to follow it. */
import { mayMailTyped } from "../access/mail-requests.ts";
import { markWelcomed } from "../customers/invitations.ts";
import { customerLinkUrl, createCustomerLink } from "../customers/links.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import { findCustomerByEmail } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { ProjectRow } from "../projects/store.ts";
import { createMailedLink, trackingUrl } from "../tracking/links.ts";
import { mayMailAutomatically } from "../mail/limits.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { createReplyAddress } from "../mail/reply-tokens.ts";
import { queueMail } from "../mail/store.ts";
import { addressKey } from "../mail-address.ts";

type ReceiptDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl" | "mailDomain">;

export interface ReceiptFor {
  /** Somebody of staff has looked at the ticket and let it in. */
  isJudged?: boolean;
  /** The address was a customer's before this ticket; asked for where it is not given. */
  isKnown?: boolean;
}

/**
 * Goes to an address that somebody typed and nobody has proven. So it holds not a word of what was typed: else the
 * form would mail anybody anything in the project's name.
 */
export async function queueReceipt(
  tx: Tx,
  deps: ReceiptDeps,
  project: ProjectRow,
  ticketId: string,
  address: string,
  { isJudged = false, isKnown }: ReceiptFor = {},
): Promise<void> {
  const recipient = addressKey(address);
  isKnown ??= (await findCustomerByEmail(tx.db, project.id, recipient)) !== undefined;
  if (!(await mayMailTyped(tx, deps, isKnown || isJudged))) return;
  if (!(await mayMailAutomatically(tx, deps, project.id, recipient))) return;
  const { number, locale } = await tx.db
    .selectFrom("tickets")
    .select(["number", "locale"])
    .where("id", "=", ticketId)
    .executeTakeFirstOrThrow();
  const secret = await createMailedLink(tx, ticketId, deps.now());
  const link = trackingUrl(deps.publicUrl, project, secret);
  const texts = mailTextsIn(locale, project.locale);
  const content = texts.receipt({ project: project.name, number });
  const login = await offerLogin(tx, deps, project, recipient, locale);
  if (login !== undefined) content.parts.push(...texts.receiptLogin({ project: project.name }));
  await queueMail(tx, deps, {
    projectId: project.id,
    ticketId,
    recipient,
    locale,
    content,
    secrets: {
      link,
      ...(login !== undefined && { login }),
      ...(await createReplyAddress(tx, deps, ticketId, recipient)),
    },
  });
}

/**
 * A way to an account of one's own, for an address that has none and may have one. Without the name that was typed beside
 * the address: whoever opens the link says themselves what they are called.
 */
async function offerLogin(
  tx: Tx,
  deps: ReceiptDeps,
  project: ProjectRow,
  email: string,
  locale: string | null,
): Promise<string | undefined> {
  if (!project.notifications) return undefined;
  const customer = await findCustomerByEmail(tx.db, project.id, email);
  if ((customer && customer.proven_at !== null) || !mayHaveLogin(project, customer)) return undefined;
  const link = { projectId: project.id, kind: "welcome" as const, email, locale };
  const token = await createCustomerLink(tx, link, deps.now());
  if (customer) await markWelcomed(tx, customer.id, deps.now());
  return customerLinkUrl(deps.publicUrl, project, token);
}
