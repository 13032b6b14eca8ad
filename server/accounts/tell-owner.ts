/**
 * Mails to the owner that an account had before a change, with a link that stops the account. So a thief of a session
 * cannot take the account over unseen.
 */
import { createStop } from "../customers/account-stops.ts";
import type { CustomerRow } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { queueMail } from "../mail/store.ts";
import type { ProjectRow } from "../projects/store.ts";

/** Secrets stand in the fragment, which no browser sends to a server or writes into a log of one. */
const stopUrl = (publicUrl: string, { key }: Pick<ProjectRow, "key">, token: string): string =>
  `${publicUrl}/p/${key}#stop=${token}`;

/**
 * Limits on mails do not hold these back: a thief would use up the limits and then change the account in silence. How
 * often an account changes is limited instead.
 * @param customer as they were before
 */
export async function tellOwner(
  tx: Tx,
  deps: Pick<Deps, "secrets" | "now" | "publicUrl">,
  project: ProjectRow,
  customer: CustomerRow,
  change: "address" | "password",
): Promise<void> {
  // The holder of an address that nobody has proven has no say in this account.
  if (customer.email === null || customer.proven_at === null) return;
  const { id, email, locale } = customer;
  const token = await createStop(tx, { projectId: project.id, customerId: id, email }, deps.now());
  const texts = mailTextsIn(locale, project.locale);
  const write = change === "address" ? texts.addressChanged : texts.passwordChanged;
  await queueMail(tx, deps, {
    projectId: project.id,
    customerId: id,
    recipient: email,
    locale,
    content: write({ project: project.name }),
    secrets: { link: stopUrl(deps.publicUrl, project, token) },
  });
}
