/** Six digits that prove a mailbox. Stored is only what they are signed to, so that reading the table gives none away. */
import { randomInt } from "node:crypto";
import type { ExpressionBuilder, Selectable } from "kysely";
import type { Secrets } from "../access/secrets.ts";
import { newId } from "../access/tokens.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import type { SignInCodesTable } from "../db/schema-ways-in.ts";
import { addressKey } from "../mail-address.ts";

export type CodeRow = Selectable<SignInCodesTable>;

const lifetimeMs = 10 * 60_000;

export interface NewCode {
  projectId: string;
  email: string;
  /** Of somebody who may be no customer yet. */
  name?: string | undefined;
  locale?: string | undefined;
  /** Whose address changes to this one. */
  customerId?: string | undefined;
  /** Of the browser that asks, where it has written before. */
  visitorId?: string | undefined;
}

/**
 * A challenge names the address that was asked about, in a form that only we can read. It is good for every living code
 * of that address. So somebody who asks for codes in another's name, until no more are mailed, does not keep that
 * person from typing the code that came.
 */
export const newChallenge = (secrets: Secrets, { projectId, email, customerId = "" }: NewCode): string =>
  secrets.hex("challenge", `${projectId}:${addressKey(email)}:${customerId}`).slice(0, tagBytes) +
  newId().slice(tagBytes);

const tagBytes = 16;
const isChallenge = (challenge: string): boolean => /^[0-9a-f]{32}$/.test(challenge);

const signed = (challenge: string, code: string): string => `${challenge}:${code}`;
const purpose = "sign-in-code";

/**
 * @param isLinkOnly where no code is taken at the moment: the new code is good for nothing and ends no other
 * @returns the code, shown this once; an older one for the same end is over
 */
export async function createCode(
  { db }: Tx,
  secrets: Secrets,
  values: NewCode,
  now: number,
  isLinkOnly = false,
): Promise<{ challenge: string; code: string }> {
  const challenge = isLinkOnly ? newId() : newChallenge(secrets, values);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const { projectId, name = "", locale = null, customerId = null, visitorId = null } = values;
  const email = addressKey(values.email);
  const older = db
    .deleteFrom("sign_in_codes")
    .where("project_id", "=", projectId)
    .where("email", "=", email)
    // A person who changes their address must not be able to end codes of the person who signs in by it.
    .where("customer_id", customerId === null ? "is" : "=", customerId);
  if (!isLinkOnly) await older.execute();
  await db
    .insertInto("sign_in_codes")
    .values({
      challenge,
      project_id: projectId,
      customer_id: customerId,
      visitor_id: visitorId,
      email,
      name,
      locale,
      signature: secrets.sign(purpose, signed(challenge, code)),
      tries: 0,
      expires_at: now + lifetimeMs,
    })
    .execute();
  return { challenge, code };
}

export const findCode = (db: Db, challenge: string): Promise<CodeRow | undefined> =>
  db.selectFrom("sign_in_codes").selectAll().where("challenge", "=", challenge).executeTakeFirst();

/** The living code that a challenge is good for, of all those that were mailed to the same address. */
const goodFor =
  (projectId: string, challenge: string, now: number) => (eb: ExpressionBuilder<Schema, "sign_in_codes">) => {
    const tag = challenge.slice(0, tagBytes);
    return eb.and([
      eb("challenge", ">=", tag.padEnd(challenge.length, "0")),
      eb("challenge", "<=", tag.padEnd(challenge.length, "f")),
      eb("project_id", "=", projectId),
      eb("expires_at", ">", now),
    ]);
  };

export async function findLivingCode(
  db: Db,
  projectId: string,
  challenge: string,
  now: number,
): Promise<CodeRow | undefined> {
  if (!isChallenge(challenge)) return undefined;
  const query = db.selectFrom("sign_in_codes").selectAll();
  return query.where(goodFor(projectId, challenge, now)).executeTakeFirst();
}

/**
 * The same. Counts the try before it is looked at, so that of many at once each waits
 * for the one before and sees what came of it.
 */
export async function countTry(
  { db }: Tx,
  projectId: string,
  challenge: string,
  now: number,
): Promise<CodeRow | undefined> {
  if (!isChallenge(challenge)) return undefined;
  const query = db.updateTable("sign_in_codes").set((eb) => ({ tries: eb("tries", "+", 1) }));
  return query
    .where(goodFor(projectId, challenge, now))
    .returningAll()
    .executeTakeFirst();
}

export const isCode = (secrets: Secrets, row: CodeRow, code: string): boolean =>
  secrets.verify(purpose, signed(row.challenge, code), row.signature);

export async function deleteCode({ db }: Tx, challenge: string): Promise<void> {
  await db.deleteFrom("sign_in_codes").where("challenge", "=", challenge).execute();
}
