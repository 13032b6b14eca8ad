/**
 * Addresses that mails about a ticket are answered to. Each mail has one of its own, which names the ticket and the person
 * it went to. The database keeps a digest, and no key of ours is in it: a conversation outlives a lost SECRET_KEY.
 */
import type { Selectable } from "kysely";
import { hashSecret } from "../access/tokens.ts";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { ReplyTokensTable } from "../db/schema-mail.ts";
import type { Deps } from "../deps.ts";
import { newLocalPart } from "./local-parts.ts";

const shape = /^r[a-z2-7]{32}$/;

/** Name of the sealed value that holds the address of a mail. */
export const replySecret = "reply";

/**
 * For the mail that is about to be queued.
 * @returns what to seal with it: empty where the desk has no domain for mail
 */
export async function createReplyAddress(
  { db }: Tx,
  { mailDomain, now }: Pick<Deps, "mailDomain" | "now">,
  ticketId: string,
  recipient: string,
): Promise<Record<string, string>> {
  if (mailDomain === undefined) return {};
  const local = newLocalPart("r", 32);
  const row = { hash: hashSecret(local), ticket_id: ticketId, recipient, created_at: now() };
  await db.insertInto("reply_tokens").values(row).execute();
  return { [replySecret]: `${local}@${mailDomain}` };
}

/** @param local what stands before the @, and after a + where somebody had to write it there */
export async function findReplyToken(db: Db, local: string): Promise<Selectable<ReplyTokensTable> | undefined> {
  const token = local.toLowerCase();
  // Nothing else is asked about: a part of one is none.
  if (!shape.test(token)) return undefined;
  return (await byHash(db, { hash: hashSecret(token) }))[0];
}

const byHash = prepared((db, arg: { hash: string }) =>
  db.selectFrom("reply_tokens").selectAll().where("hash", "=", arg.hash),
);

/** What a text may show of a mail address: a token in it opens a conversation. */
export const withoutTokens = (text: string): string => text.replace(/\b([rb])[a-z2-7]{32}(?=@)/gi, "$1…");
