/**
 * Wrong codes, one by one: at most ten in any 24 hours for an address from one network, so that a stranger who guesses
 * takes no codes away from its owner; and fifty from all networks together, against guessing from many. Where the address
 * has signed in from, the fifty of strangers elsewhere do not count.
 */
import { sql } from "kysely";
import { isFamiliar } from "../access/familiar-networks.ts";
import type { Secrets } from "../access/secrets.ts";
import { newId } from "../access/tokens.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import type { CodeRow } from "../customers/codes.ts";

const windowMs = 24 * 3_600_000;
const maxPerCode = 5;
const maxPerNetwork = 10;
const maxInAll = 50;

type Of = Pick<CodeRow, "project_id" | "email">;

/** Which network guessed is nobody's to read. */
const signed = (secrets: Secrets, network: string): string => secrets.sign("wrong-code-network", network);

const within = ({ db }: Tx, row: Of, now: number) =>
  db
    .selectFrom("wrong_codes")
    .where("project_id", "=", row.project_id)
    .where("email", "=", row.email)
    .where("tried_at", ">", now - windowMs);

/** @returns seconds until codes for this address are taken from this network again; 0: they are */
export async function waitOfCodes(
  tx: Tx,
  deps: Pick<Deps, "secrets" | "now">,
  row: Of,
  network: string,
): Promise<number> {
  const now = deps.now();
  const oldest = async (max: number, query: ReturnType<typeof within>): Promise<number> => {
    const at = await query
      .select("tried_at")
      .orderBy("tried_at", "desc")
      .offset(max - 1)
      .limit(1)
      .executeTakeFirst();
    return at ? Math.ceil((at.tried_at + windowMs - now) / 1000) : 0;
  };
  const fromHere = within(tx, row, now).where("network", "=", signed(deps.secrets, network));
  const wait = await oldest(maxPerNetwork, fromHere);
  const waitOfAll = wait > 0 ? 0 : await oldest(maxInAll, within(tx, row, now));
  if (waitOfAll === 0) return wait;
  const isAtHome = await isFamiliar(tx.db, deps, { door: row.project_id, email: row.email }, network);
  return isAtHome ? 0 : waitOfAll;
}

/** Whether this one code has been guessed at from this network as often as a code may be. */
export async function isSpent({ db }: Tx, secrets: Secrets, { challenge }: CodeRow, network: string): Promise<boolean> {
  const { tries } = await db
    .selectFrom("wrong_codes")
    .select(sql<number>`count(*)`.as("tries"))
    .where("challenge", "=", challenge)
    .where("network", "=", signed(secrets, network))
    .executeTakeFirstOrThrow();
  return Number(tries) >= maxPerCode;
}

export async function noteWrongCode(
  { db }: Tx,
  secrets: Secrets,
  { challenge, project_id, email }: CodeRow,
  network: string,
  now: number,
): Promise<void> {
  const values = { id: newId(), challenge, project_id, email, network: signed(secrets, network), tried_at: now };
  await db.insertInto("wrong_codes").values(values).execute();
}

export async function sweepWrongCodes({ db }: Tx, now: number): Promise<void> {
  await db
    .deleteFrom("wrong_codes")
    .where("tried_at", "<=", now - windowMs)
    .execute();
}
