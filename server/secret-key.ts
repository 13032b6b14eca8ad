/** The key of this desk: SECRET_KEY, or the file beside the database that a first start makes. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createSecrets, type Secrets } from "./access/secrets.ts";
import { type Config, ConfigError } from "./config.ts";
import type { Database } from "./db/database.ts";
import { makeFolder } from "./make-folder.ts";
import { checkSecret, keptFingerprint } from "./secret-check.ts";

export const newKey = (): string => randomBytes(32).toString("hex");

/** Where `rotate-key` keeps the next one until the database has gone over to it. */
export const nextKeyFile = ({ keyFile }: Pick<Config, "keyFile">): string => `${keyFile}.next`;

type KeyConfig = Pick<Config, "secretKey" | "keyFile" | "dataDir">;

/** @returns undefined where there is none yet, or none any more */
export function readKey({ secretKey, keyFile }: KeyConfig): string | undefined {
  return secretKey ?? readKeyFile(keyFile);
}

/** The one that a start would take first, and the one that a `rotate-key` may have been cut off at. */
export function keysHere(config: KeyConfig): string[] {
  const next = config.secretKey === undefined ? readKeyFile(nextKeyFile(config)) : undefined;
  return [readKey(config), next].filter((key) => key !== undefined);
}

export const readKeyFile = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, "utf8").trim() || undefined : undefined;

/** @throws ConfigError where the folder cannot be made */
export function makeDataDir({ dataDir }: Pick<Config, "dataDir">): void {
  try {
    makeFolder(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `DATA_DIR is ${JSON.stringify(dataDir)}: it has to be a folder that can be written (${code}).`,
    ]);
  }
}

/**
 * The key for a start. It is made only for a database that has never had one: where one was lost, another in its place
 * would hide that, and sign what nobody believes.
 * @throws where this is not the key of this database
 */
export async function openSecrets(config: KeyConfig, database: Database): Promise<Secrets> {
  const kept = await keptFingerprint(database);
  let key = readKey(config);
  if (config.secretKey === undefined && kept !== undefined) key = finishRotation(config, kept) ?? key;
  if (key === undefined && kept !== undefined) {
    throw new Error(
      `The key of this desk is missing: there is no ${config.keyFile}. Put it back from where you keep a copy, ` +
        "or go on without it by `deskbell rotate-key --lost`, which says first what ends.",
    );
  }
  const secrets = createSecrets(key ?? makeKeyFile(config.keyFile));
  await checkSecret(database, secrets);
  return secrets;
}

/**
 * A change of keys that was cut off after the database had gone over: only the file has to follow.
 * @returns the key; undefined where none was cut off there
 */
export function finishRotation(config: Pick<Config, "keyFile">, kept: string): string | undefined {
  const next = readKeyFile(nextKeyFile(config));
  if (next === undefined || createSecrets(next).fingerprint !== kept) return undefined;
  renameSync(nextKeyFile(config), config.keyFile);
  return next;
}

function makeKeyFile(file: string): string {
  try {
    // "wx" fails where the file exists, so of two first starts at once one makes it and both read the same.
    writeFileSync(file, `${newKey()}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
