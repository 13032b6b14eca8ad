/** Links that set a password, on their way to staff. */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { queueMail } from "../mail/store.ts";
import { type StaffRow } from "../access/staff-account.ts";
import { staffLinkUrl, createStaffLink, findPresentStaffByEmail } from "./store.ts";
import { addressKey } from "../mail-address.ts";

type LinkDeps = Pick<Deps, "limiter" | "secrets" | "now" | "publicUrl">;

/** Nobody has shown yet that the address of an invitation is theirs. */
const mailsOf = (email: string): string => `staff:${addressKey(email)}`;

/** @returns the link, for whoever hands it on themselves. @throws Refusal 429 */
export async function invite(tx: Tx, deps: LinkDeps, staff: StaffRow, inviter: string): Promise<string> {
  await deps.limiter.require(tx, "unprovenMails", mailsOf(staff.email));
  const texts = mailTextsIn();
  const content = staff.password_hash === null ? texts.staffInvitation({ inviter }) : texts.staffPasswordLink();
  return mailLink(tx, deps, staff, content);
}

/**
 * Mails a link that somebody asked for on the sign-in page, who may be anybody. It is made in a job, so that no time
 * tells who works here, and it ends no link that was sent or handed out before.
 */
export const mailStaffPasswordLink =
  (deps: LinkDeps & Pick<Deps, "database">) =>
  async ({ email, home }: JobPayloads["staff-password-link"]): Promise<void> => {
    await deps.database.write(async (tx) => {
      const staff = await findPresentStaffByEmail(tx.db, email);
      if (!staff) return;
      const whose = home === undefined ? staff.id : `${staff.id}:${home}`;
      if ((await deps.limiter.take(tx, "staffPasswordLinks", whose)) > 0) return;
      await mailLink(tx, deps, staff, mailTextsIn().staffPasswordLink(), { isBeside: true });
    });
  };

async function mailLink(
  tx: Tx,
  deps: LinkDeps,
  staff: StaffRow,
  content: Parameters<typeof queueMail>[2]["content"],
  beside: Parameters<typeof createStaffLink>[3] = {},
): Promise<string> {
  const link = staffLinkUrl(deps.publicUrl, await createStaffLink(tx, staff.id, deps.now(), beside));
  await queueMail(tx, deps, { projectId: null, staffId: staff.id, recipient: staff.email, content, secrets: { link } });
  return link;
}
