import type { Secrets } from "./access/secrets.ts";
import type { Database, Db } from "./db/database.ts";
import { keepFirstSetting, keepSetting, readSetting } from "./db/settings.ts";

/** Its name among the settings of a database. */
export const fingerprintSetting = "secret_fingerprint";

/** Of the key that this database was last used with; undefined: it never was. */
export const keptFingerprint = ({ read }: Pick<Database, "read">): Promise<string | undefined> =>
  readSetting(read, fingerprintSetting);

/** @throws where this database belongs to another SECRET_KEY: links and sealed mails would break one by one */
export async function checkSecret(database: Database, { fingerprint }: Secrets): Promise<void> {
  await database.write(({ db }) => keepFirstSetting(db, fingerprintSetting, fingerprint));
  if ((await keptFingerprint(database)) !== fingerprint) {
    throw new Error(
      "SECRET_KEY is not the one this database was made with. Start with the same key as before; " +
        "if that one is lost, `deskbell rotate-key --lost` says what ends without it, and goes on with a new one.",
    );
  }
}

/** From now on the database belongs to another key. */
export const keepFingerprint = (db: Db, { fingerprint }: Secrets): Promise<void> =>
  keepSetting(db, fingerprintSetting, fingerprint);
