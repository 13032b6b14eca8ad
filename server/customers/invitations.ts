/** Mails that ask somebody in: staff invite them, or they wrote and have no login yet. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { mayMailAutomatically } from "../mail/limits.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { queueMail } from "../mail/store.ts";
import type { ProjectRow } from "../projects/store.ts";
import { customerLinkUrl, createCustomerLink } from "./links.ts";
import { mayHaveLogin } from "./may-have-login.ts";
import { type CustomerRow, updateCustomer } from "./store.ts";

export type InvitationDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl">;

export type Invited = { sent: true } | { sent: false; reason: "no_address" | "registered" | "stopped" | "too_many" };

/** Sends the invitation, or sends it again: the older link ends, and the customer counts as not having opened it. */
export async function queueInvitation(
  tx: Tx,
  deps: InvitationDeps,
  project: ProjectRow,
  customer: CustomerRow,
  visitorId?: string,
): Promise<Invited> {
  if (customer.email === null) return { sent: false, reason: "no_address" };
  // Its link would open nothing.
  if (customer.stopped_at !== null) return { sent: false, reason: "stopped" };
  if (customer.proven_at !== null) return { sent: false, reason: "registered" };
  if (!(await mayMailAutomatically(tx, deps, project.id, customer.email))) return { sent: false, reason: "too_many" };
  await queueLink(tx, deps, project, customer, "invitation", visitorId);
  await updateCustomer(tx, customer.id, { invited_at: deps.now(), opened_at: null });
  return { sent: true };
}

/** @returns whether it went out: with notifications on, to somebody who has an address, no login, and may have one */
export async function queueWelcome(
  tx: Tx,
  deps: InvitationDeps,
  project: ProjectRow,
  customer: CustomerRow,
): Promise<boolean> {
  // A closed portal lets nobody in, and the link would be over before it opens.
  if (!project.notifications || !project.enabled) return false;
  if (customer.email === null || customer.proven_at !== null || !mayHaveLogin(project, customer)) return false;
  if (!(await mayMailAutomatically(tx, deps, project.id, customer.email))) return false;
  await queueLink(tx, deps, project, customer, "welcome");
  await markWelcomed(tx, customer.id, deps.now());
  return true;
}

export const markWelcomed = (tx: Tx, customerId: string, now: number): Promise<void> =>
  updateCustomer(tx, customerId, { welcomed_at: now });

/** The first time counts. */
export async function noteOpened({ db }: Tx, customerId: string, now: number): Promise<void> {
  await db
    .updateTable("customers")
    .set({ opened_at: now })
    .where("id", "=", customerId)
    .where("opened_at", "is", null)
    .execute();
}

/**
 * A mail with a link of its kind. Whether it may go out at all is its caller's to ask.
 * @param visitorId of the browser that asked for it
 */
export async function queueLink(
  tx: Tx,
  deps: InvitationDeps,
  project: ProjectRow,
  { id, email, locale }: CustomerRow,
  kind: "invitation" | "welcome" | "password",
  visitorId?: string,
): Promise<void> {
  const recipient = email!;
  const token = await createCustomerLink(tx, { projectId: project.id, kind, email: recipient, visitorId }, deps.now());
  const texts = mailTextsIn(locale, project.locale);
  const write = kind === "password" ? texts.passwordLink : texts[kind];
  await queueMail(tx, deps, {
    projectId: project.id,
    customerId: id,
    recipient,
    isAwaited: kind === "password",
    locale,
    content: write({ project: project.name }),
    secrets: { link: customerLinkUrl(deps.publicUrl, project, token) },
  });
}
