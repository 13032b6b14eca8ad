import type { Reach, StaffAccount, StaffMember, StaffRole } from "../contract/staff.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { Sessions } from "../access/sessions.ts";
import { isPresent, reachOf, type StaffRow } from "../access/staff-account.ts";
import { writeReach } from "../access/reach.ts";
import { hashSecret, newId, newSecret } from "../access/tokens.ts";
import { addressKey } from "../mail-address.ts";

const linkLifetimeMs = 24 * 3_600_000;

export const staffView = (staff: StaffRow): StaffMember => {
  const { id, name, email, role } = staff;
  return { id, name, email, role, projects: reachOf(staff) };
};

export const hasTotp = (staff: StaffRow): boolean => staff.totp_confirmed_at !== null;

function stateOf({ left_at, off_at, password_hash }: StaffRow): StaffAccount["state"] {
  if (left_at !== null) return "left";
  if (off_at !== null) return "off";
  return password_hash === null ? "invited" : "active";
}

export const accountView = (staff: StaffRow): StaffAccount => ({
  ...staffView(staff),
  state: stateOf(staff),
  hasTotp: hasTotp(staff),
  sameAs: staff.same_as_id,
  createdAt: new Date(staff.created_at).toISOString(),
});

/** For the audit trail: means something after the account is gone. */
export const staffWords = ({ name, email }: Pick<StaffRow, "name" | "email">): string => `${name} (${email})`;

/** Also finds who has left. */
export const findStaffByEmail = (db: Db, email: string): Promise<StaffRow | undefined> =>
  db.selectFrom("staff").selectAll().where("email", "=", addressKey(email)).executeTakeFirst();

export async function findPresentStaffByEmail(db: Db, email: string): Promise<StaffRow | undefined> {
  const found = await findStaffByEmail(db, email);
  return isPresent(found) ? found : undefined;
}

/** Who is here by name, then who has left. */
export const listStaff = (db: Db): Promise<StaffRow[]> =>
  db
    .selectFrom("staff")
    .selectAll()
    .orderBy((eb) => eb.case().when("left_at", "is", null).then(0).else(1).end())
    .orderBy("name")
    .orderBy("id")
    .execute();

export const hasAdmin = async (db: Db): Promise<boolean> =>
  (await db
    .selectFrom("staff")
    .select("id")
    .where("role", "=", "admin")
    .where("left_at", "is", null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/**
 * Before somebody stops being an administrator. One who was invited and never came does not count.
 * @throws Refusal 409 where nobody would be left to invite the next one
 */
export async function requireAnotherAdmin({ db, engine }: Tx, id: string): Promise<void> {
  const admins = db
    .selectFrom("staff")
    .select("id")
    .where("role", "=", "admin")
    .where("left_at", "is", null)
    .where("off_at", "is", null)
    .where("password_hash", "is not", null)
    // A person under a colleague's address signs in no more, so they are no administrator to count on.
    .where("same_as_id", "is", null)
    .orderBy("id");
  // Two administrators who remove each other at once wait for each other here.
  const found = await (engine === "postgres" ? admins.forUpdate() : admins).execute();
  if (found.every((admin) => admin.id === id)) throw new Refusal(409, "last_admin");
}

interface NewStaff {
  name: string;
  email: string;
  role: StaffRole;
  projects?: Reach | undefined;
  passwordHash: string | null;
}

export async function createStaff({ db }: Tx, staff: NewStaff, now: number): Promise<string> {
  const id = newId();
  const { name, role, projects = "all", passwordHash } = staff;
  const values = { id, name, role, projects: writeReach(projects), password_hash: passwordHash, created_at: now };
  await db
    .insertInto("staff")
    .values({ ...values, email: addressKey(staff.email) })
    .execute();
  return id;
}

export async function updateStaff({ db }: Tx, id: string, set: Partial<Omit<StaffRow, "id" | "email">>): Promise<void> {
  if (Object.keys(set).length > 0) await db.updateTable("staff").set(set).where("id", "=", id).execute();
}

/** Columns of somebody without a second factor. */
export const withoutTotp = {
  totp_sealed: null,
  totp_confirmed_at: null,
  totp_last_step: null,
  recovery_codes: "[]",
} as const;

/** Ends all that somebody could come in by; their account stays, and what is assigned to them. */
export async function endWaysIn(tx: Tx, sessions: Pick<Sessions, "endAll">, id: string): Promise<void> {
  await endStaffLinks(tx, id);
  await sessions.endAll(tx, "staff", id);
  tx.emit({ projectId: "", type: "session.ended" });
}

/** @returns the secret of a link that sets a password, once, within 24 hours; older links of this person end, unless it stands beside them */
export async function createStaffLink(
  tx: Tx,
  staffId: string,
  now: number,
  { isBeside = false }: { isBeside?: boolean } = {},
): Promise<string> {
  const secret = newSecret();
  if (!isBeside) await endStaffLinks(tx, staffId);
  await tx.db
    .insertInto("staff_links")
    .values({ hash: hashSecret(secret), staff_id: staffId, expires_at: now + linkLifetimeMs })
    .execute();
  return secret;
}

/** Ends links that lie about in a mailbox: a person who signed in or chose a password needs them no more. */
export async function endStaffLinks({ db }: Tx, staffId: string): Promise<void> {
  await db.deleteFrom("staff_links").where("staff_id", "=", staffId).execute();
}

export const staffLinkUrl = (publicUrl: string, secret: string): string => `${publicUrl}/admin#activate=${secret}`;

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

export async function sweepStaffLinks({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) => db.deleteFrom("staff_links").where("expires_at", "<", now()).execute());
}
