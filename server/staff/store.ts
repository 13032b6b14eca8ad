import type { Selectable } from "kysely";
import type { StaffMember, StaffRole } from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import type { StaffTable } from "../db/schema.ts";
import { hashSecret, newId, newSecret } from "../access/tokens.ts";

export type StaffRow = Selectable<StaffTable>;

const linkLifetime = 24 * 3_600_000;

export const staffView = ({ id, name, email, role }: StaffRow): StaffMember => ({ id, name, email, role });

export const findStaff = (db: Db, id: string): Promise<StaffRow | undefined> =>
  db.selectFrom("staff").selectAll().where("id", "=", id).executeTakeFirst();

/** Addresses are compared without regard to case. */
export const findStaffByEmail = (db: Db, email: string): Promise<StaffRow | undefined> =>
  db.selectFrom("staff").selectAll().where("email", "=", email.toLowerCase()).executeTakeFirst();

export const hasAdmin = async (db: Db): Promise<boolean> =>
  (await db.selectFrom("staff").select("id").where("role", "=", "admin").limit(1).executeTakeFirst()) !== undefined;

interface NewStaff {
  name: string;
  email: string;
  role: StaffRole;
  passwordHash: string | null;
}

export async function createStaff({ db }: Tx, staff: NewStaff, now: number): Promise<string> {
  const id = newId();
  const { name, role, passwordHash } = staff;
  await db
    .insertInto("staff")
    .values({ id, name, role, email: staff.email.toLowerCase(), password_hash: passwordHash, created_at: now })
    .execute();
  return id;
}

/** @returns the secret of a link that sets a password, once, within 24 hours; older links of this person end */
export async function createStaffLink({ db }: Tx, staffId: string, now: number): Promise<string> {
  const secret = newSecret();
  await db.deleteFrom("staff_links").where("staff_id", "=", staffId).execute();
  await db
    .insertInto("staff_links")
    .values({ hash: hashSecret(secret), staff_id: staffId, expires_at: now + linkLifetime })
    .execute();
  return secret;
}

/** Looks at a link without using it up. */
export async function isStaffLink(db: Db, secret: string, now: number): Promise<boolean> {
  const query = db.selectFrom("staff_links").select("staff_id").where("hash", "=", hashSecret(secret));
  return (await query.where("expires_at", ">", now).executeTakeFirst()) !== undefined;
}

/** Uses a link up. @returns whose it was; undefined when it is unknown, used or over */
export async function consumeStaffLink({ db }: Tx, secret: string, now: number): Promise<string | undefined> {
  const row = await db
    .deleteFrom("staff_links")
    .where("hash", "=", hashSecret(secret))
    .where("expires_at", ">", now)
    .returning("staff_id")
    .executeTakeFirst();
  return row?.staff_id;
}
