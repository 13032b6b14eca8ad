import type { Secrets } from "./access/secrets.ts";
import type { Database } from "./db/database.ts";

/** @throws where this database belongs to another SECRET_KEY: links and sealed mails would break one by one */
export async function checkSecret(database: Database, { fingerprint }: Secrets): Promise<void> {
  const name = "secret_fingerprint";
  await database.write(({ db }) =>
    db
      .insertInto("settings")
      .values({ name, value: fingerprint })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute(),
  );
  const query = database.read.selectFrom("settings").select("value").where("name", "=", name);
  const { value } = await query.executeTakeFirstOrThrow();
  if (value !== fingerprint) {
    throw new Error("SECRET_KEY is not the one this database was made with. Start with the same key as before.");
  }
}
