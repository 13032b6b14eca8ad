/** What SECRET_KEY holds together, taken over to another key or, where the old one is lost, ended. */
import type { Secrets } from "../access/secrets.ts";
import type { Db, Tx } from "../db/database.ts";
import { keepFingerprint } from "../secret-check.ts";
import { withoutTotp } from "../staff/store.ts";

/** Every column with something sealed in it. A test holds this list against the database itself. */
export const sealedColumns = { staff: "totp_sealed", identity_keys: "sealed", mails: "sealed" } as const;

/** How much of each kind there is, and so how much ends. */
export interface Held {
  secondFactors: number;
  recoveryCodes: number;
  identityKeys: number;
  mails: number;
  codes: number;
}

export async function countHeld(db: Db): Promise<Held> {
  const staff = await db.selectFrom("staff").select(["totp_confirmed_at", "recovery_codes"]).execute();
  const keys = await db.selectFrom("identity_keys").select("id").execute();
  const mails = await db
    .selectFrom("mails")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("sealed", "is not", null)
    .executeTakeFirstOrThrow();
  const codes = await db
    .selectFrom("sign_in_codes")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return {
    secondFactors: staff.filter((one) => one.totp_confirmed_at !== null).length,
    recoveryCodes: staff.filter((one) => one.recovery_codes !== "[]").length,
    identityKeys: keys.length,
    mails: Number(mails.count),
    codes: Number(codes.count),
  };
}

/** All of it under the new key, in the caller's one transaction. @throws where something was not sealed with the old one */
export async function reseal({ db }: Tx, from: Secrets, to: Secrets): Promise<void> {
  const over = (sealed: string): string => to.seal(from.unseal(sealed));
  for (const { id, totp_sealed } of await db.selectFrom("staff").select(["id", "totp_sealed"]).execute()) {
    if (totp_sealed === null) continue;
    await db
      .updateTable("staff")
      .set({ totp_sealed: over(totp_sealed) })
      .where("id", "=", id)
      .execute();
  }
  for (const { id, sealed } of await db.selectFrom("identity_keys").select(["id", "sealed"]).execute()) {
    await db
      .updateTable("identity_keys")
      .set({ sealed: over(sealed) })
      .where("id", "=", id)
      .execute();
  }
  for (let after = ""; ;) {
    const mails = await db
      .selectFrom("mails")
      .select(["id", "sealed"])
      .where("id", ">", after)
      .where("sealed", "is not", null)
      .orderBy("id")
      .limit(500)
      .execute();
    for (const { id, sealed } of mails) {
      await db
        .updateTable("mails")
        .set({ sealed: over(sealed!) })
        .where("id", "=", id)
        .execute();
    }
    if (mails.length < 500) break;
    after = mails.at(-1)!.id;
  }
  await endSigned(db);
  await keepFingerprint(db, to);
}

/** Without the old key nothing sealed can be read again: it ends, and the desk goes on. */
export async function endSealed({ db }: Tx, to: Secrets): Promise<void> {
  await db.updateTable("staff").set(withoutTotp).where("totp_sealed", "is not", null).execute();
  await db.deleteFrom("identity_keys").execute();
  // The mails stay, and say that their link was lost where they have one.
  await db.updateTable("mails").set({ sealed: null }).where("sealed", "is not", null).execute();
  await endSigned(db);
  await keepFingerprint(db, to);
}

/** Only signatures are kept of these, and nobody knows any more what was signed. */
async function endSigned(db: Db): Promise<void> {
  await db.updateTable("staff").set({ recovery_codes: "[]" }).execute();
  await db.deleteFrom("sign_in_codes").execute();
  await db.deleteFrom("jobs").where("kind", "=", "code-mail").execute();
}
