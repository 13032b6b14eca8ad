/** Mails to who owned an account before it changed, with a link that stops it: whoever stole a session is not alone then. */
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
 * Not held back by limits on mails, or using them up would be the way to change an account in silence: how often an
 * account changes is limited instead.
 * @param customer as they were before
 */
export async function tellOwner(
  tx: Tx,
  deps: Pick<Deps, "secrets" | "now" | "publicUrl">,
  project: ProjectRow,
  customer: CustomerRow,
  change: "address" | "password",
): Promise<void> {
  // An address that nobody has proven is nobody's to say anything about this account.
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
