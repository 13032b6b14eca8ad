/** The one-time link that makes the first administrator. */
import type { Database, Tx } from "../db/database.ts";
import { keepFirstSetting, readSetting, takeSetting } from "../db/settings.ts";
import type { Secrets } from "../access/secrets.ts";
import { newSecret } from "../access/tokens.ts";
import { hasAdmin } from "./store.ts";

const settingName = "setup_nonce";

/**
 * The token is derived from a nonce in the database, so that several processes that start together print the same
 * link, and neither the database nor SECRET_KEY alone is enough to know it.
 */
const tokenFor = (secrets: Secrets, nonce: string): string => secrets.sign("setup", nonce);

const nonceOf = ({ read }: Database): Promise<string | undefined> => readSetting(read, settingName);

/** @returns undefined when there is an administrator already */
export async function setupToken(database: Database, secrets: Secrets): Promise<string | undefined> {
  if (await hasAdmin(database.read)) return undefined;
  await database.write(({ db }) => keepFirstSetting(db, settingName, newSecret()));
  const nonce = await nonceOf(database);
  return nonce && tokenFor(secrets, nonce);
}

/**
 * Uses the link up, before anything is made of it: of two who have it at once, on whatever process, the second waits
 * here and finds it gone.
 */
export async function consumeSetupToken({ db }: Tx, secrets: Secrets, token: string): Promise<boolean> {
  const nonce = await takeSetting(db, settingName);
  return nonce !== undefined && secrets.verify("setup", nonce, token);
}

/** Looks at the link without using it up. */
export async function isSetupToken(database: Database, secrets: Secrets, token: string): Promise<boolean> {
  const nonce = await nonceOf(database);
  return nonce !== undefined && secrets.verify("setup", nonce, token);
}
