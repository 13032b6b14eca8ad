/** What comes back: each try to send a mail has an address of its own on the envelope, which names that mail. */
import { hashSecret } from "../access/tokens.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { tellOfAnswers } from "./answers.ts";
import { newLocalPart } from "./local-parts.ts";

const shape = /^b[a-z2-7]{32}$/;
const keptMs = 365 * 24 * 3_600_000;

/** @returns the address for the envelope; undefined where the desk has no domain for mail */
export async function createBounceAddress(
  { database, mailDomain, now }: Pick<Deps, "database" | "mailDomain" | "now">,
  mailId: string,
): Promise<string | undefined> {
  if (mailDomain === undefined) return undefined;
  const local = newLocalPart("b", 32);
  const row = { hash: hashSecret(local), mail_id: mailId, created_at: now() };
  await database.write(({ db }) => db.insertInto("bounce_tokens").values(row).execute());
  return `${local}@${mailDomain}`;
}

export async function findBounced(db: Db, local: string): Promise<BouncedMail | undefined> {
  if (!shape.test(local)) return undefined;
  return db
    .selectFrom("bounce_tokens")
    .innerJoin("mails", "mails.id", "bounce_tokens.mail_id")
    .select(["mails.id", "mails.project_id", "mails.ticket_id", "mails.customer_id"])
    .where("bounce_tokens.hash", "=", hashSecret(local))
    .executeTakeFirst();
}

export interface BouncedMail {
  id: string;
  project_id: string | null;
  ticket_id: string | null;
  customer_id: string | null;
}

/** It was taken, and came back for good. @param words of the mail server */
export async function markBounced(tx: Tx, id: string, words: string): Promise<void> {
  const change = { state: "bounced" as const, problem: words === "" ? null : words };
  await tx.db.updateTable("mails").set(change).where("id", "=", id).where("state", "=", "sent").execute();
  await tellOfAnswers(tx, id);
}

/** Nothing comes back after that long. */
export async function sweepBounceTokens({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) =>
    db
      .deleteFrom("bounce_tokens")
      .where("created_at", "<", now() - keptMs)
      .execute(),
  );
}
