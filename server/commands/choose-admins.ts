import type { BackedUpAdmin } from "../backup/peek.ts";
import { addressKey } from "../mail-address.ts";
import type { Program } from "./program.ts";

/** What others typed into the desk goes to a terminal here, which would obey some characters. */
const plain = (words: string): string => words.replace(/\p{C}/gu, "?");

/**
 * Which administrators of the backup may sign in after a restore: one who was removed since is in it as well.
 * @param named by `--admin`. @throws before anything is touched, where nobody is left to sign in
 */
export async function chooseAdmins(
  { ask }: Pick<Program, "ask">,
  named: readonly string[],
  found: readonly BackedUpAdmin[],
): Promise<string[]> {
  const emails = found.map(({ email }) => email);
  // A backup of before there was one spelling holds addresses as they were typed.
  const keys = emails.map(addressKey);
  const strange = named.filter((email) => !keys.includes(addressKey(email)));
  const known = `Administrators in this backup: ${emails.map(plain).join(", ") || "none"}.`;
  if (strange.length > 0)
    throw new Error(`${strange.join(", ")} is no administrator of this backup. ${known} Nothing was restored.`);
  if (named.length > 0 || found.length === 0) return [...named];
  if (!ask) {
    throw new Error(
      `Who may sign in after the restore? Say --admin <email>, for each. ${known} ` +
        "All others of staff come back switched off. Nothing was restored.",
    );
  }
  const confirmed: string[] = [];
  for (const { name, email } of found) {
    const answer = await ask(`${plain(name)} (${plain(email)}) was an administrator. May they sign in? (yes or no) `);
    if (/^y(es)?$/i.test(answer.trim())) confirmed.push(email);
  }
  if (confirmed.length === 0) throw new Error("Somebody has to be able to sign in. Nothing was restored.");
  return confirmed;
}
