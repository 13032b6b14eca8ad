/** Links that set a password, on their way to staff. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { lettersIn } from "../mail/locales/letters.ts";
import { queueMail } from "../mail/store.ts";
import { activationUrl, createStaffLink, findPresentStaffByEmail, type StaffRow } from "./store.ts";
import { addressKey } from "../http/address.ts";

type LinkDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl">;

/** Nobody has shown yet that the address of an invitation is theirs, and anybody can ask for a new password. */
const mailsOf = (email: string): string => `staff:${addressKey(email)}`;

/** @returns the link, for whoever hands it on themselves. @throws Refusal 429 */
export async function invite(tx: Tx, deps: LinkDeps, staff: StaffRow, inviter: string): Promise<string> {
  await deps.limiter.require(tx, "unprovenMails", mailsOf(staff.email));
  const letters = lettersIn();
  const letter = staff.password_hash === null ? letters.staffInvitation({ inviter }) : letters.staffPasswordLink();
  return mailLink(tx, deps, staff, letter);
}

/** Nothing happens for an address that is not known, or too often. */
export async function sendPasswordLink(tx: Tx, deps: LinkDeps, email: string): Promise<void> {
  if ((await deps.limiter.take(tx, "unprovenMails", mailsOf(email))) > 0) return;
  const staff = await findPresentStaffByEmail(tx.db, email);
  if (staff) await mailLink(tx, deps, staff, lettersIn().staffPasswordLink());
}

async function mailLink(
  tx: Tx,
  deps: LinkDeps,
  staff: StaffRow,
  letter: Parameters<typeof queueMail>[2]["letter"],
): Promise<string> {
  const link = activationUrl(deps.publicUrl, await createStaffLink(tx, staff.id, deps.now()));
  await queueMail(tx, deps, { projectId: null, staffId: staff.id, recipient: staff.email, letter, secrets: { link } });
  return link;
}
