import { createHash } from "node:crypto";
import { idKey } from "../mail/ids.ts";
import type { ReadMail } from "../mail/read/read-mail.ts";

/**
 * By what a mail is known that comes once more, by another door or in a rebuilt mailbox (E6, E12): its id and what is in
 * it. Never the id alone, which is its sender's to choose.
 * @returns undefined where neither an id nor a time tells it from another mail of the same words
 */
export function digestOf({
  messageId,
  date,
  digest,
}: Pick<ReadMail, "messageId" | "date" | "digest">): string | undefined {
  const id = idKey(messageId);
  if (id === "" && date === null) return undefined;
  return createHash("sha256").update(`${id}\n${digest}`).digest("hex");
}
