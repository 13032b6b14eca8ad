/** Rows of customers: one address in one project. What proves an address is in `prove-address.ts`. */
import type { Selectable } from "kysely";
import { newId } from "../access/tokens.ts";
import type { PermissionChoices } from "../access/permissions.ts";
import type { CustomerSource } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CustomersTable } from "../db/schema.ts";
import { addressKey } from "../mail-address.ts";
import { nameWords } from "../names/name-words.ts";
import { orderName } from "../names/search-name.ts";

export type CustomerRow = Selectable<CustomersTable>;

/** Rows of five values: SQLite takes 32,766 in one statement. */
const wordsAtOnce = 5000;

export const findCustomer = (db: Db, id: string): Promise<CustomerRow | undefined> =>
  db.selectFrom("customers").selectAll().where("id", "=", id).executeTakeFirst();

/** The same, keeping others from changing it, or giving it a ticket, until the transaction ends. */
export function lockCustomer({ db, engine }: Tx, id: string): Promise<CustomerRow | undefined> {
  const query = db.selectFrom("customers").selectAll().where("id", "=", id);
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

const byEmail = (db: Db, projectId: string, email: string) =>
  db.selectFrom("customers").selectAll().where("project_id", "=", projectId).where("email", "=", addressKey(email));

export const findCustomerByEmail = (db: Db, projectId: string, email: string): Promise<CustomerRow | undefined> =>
  byEmail(db, projectId, email).executeTakeFirst();

/** The same, keeping others from changing it until the transaction ends. */
export function lockCustomerByEmail({ db, engine }: Tx, projectId: string, email: string) {
  const query = byEmail(db, projectId, email);
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

export async function hasPassword(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom("customers").select("password_hash").where("id", "=", id).executeTakeFirst();
  return (row?.password_hash ?? null) !== null;
}

const byExternalId = (db: Db, projectId: string, externalId: string) =>
  db.selectFrom("customers").selectAll().where("project_id", "=", projectId).where("external_id", "=", externalId);

export const findCustomerByExternalId = (
  db: Db,
  projectId: string,
  externalId: string,
): Promise<CustomerRow | undefined> => byExternalId(db, projectId, externalId).executeTakeFirst();

/** The same, keeping others from changing it until the transaction ends. */
export function lockCustomerByExternalId({ db, engine }: Tx, projectId: string, externalId: string) {
  const query = byExternalId(db, projectId, externalId);
  return (engine === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

/** What follows from a change (sessions, links, streams) is its caller's. */
export async function updateCustomer(
  { db }: Tx,
  id: string,
  set: Partial<Omit<CustomerRow, "id" | "project_id" | "source" | "created_at" | "name_order">>,
): Promise<void> {
  if (Object.keys(set).length === 0) return;
  const named = set.name === undefined ? set : { ...set, name_order: orderName(set.name) };
  await db.updateTable("customers").set(named).where("id", "=", id).execute();
  if (set.name === undefined && set.email === undefined) return;
  await db.deleteFrom("customer_words").where("customer_id", "=", id).execute();
  const row = await findCustomer(db, id);
  if (row) await insertWords(db, [row]);
}

async function insertWords(
  db: Db,
  customers: readonly Pick<CustomerRow, "id" | "project_id" | "name" | "email">[],
): Promise<void> {
  const rows = customers.flatMap(({ id, project_id, name, email }) => {
    const name_order = orderName(name);
    return nameWords(name, email).map((word) => ({ customer_id: id, project_id, name_order, ...word }));
  });
  for (let at = 0; at < rows.length; at += wordsAtOnce) {
    await db
      .insertInto("customer_words")
      .values(rows.slice(at, at + wordsAtOnce))
      .execute();
  }
}

export interface CustomerValues {
  projectId: string;
  name: string;
  email?: string | null | undefined;
  externalId?: string | null | undefined;
  companyId?: string | null | undefined;
  locale?: string | null | undefined;
  permissions?: PermissionChoices | undefined;
  source: CustomerSource;
  /** Of an address that has just been proven. */
  provenAt?: number | null | undefined;
}

/** @throws where the address or the external id is another customer's already */
export async function createCustomer(tx: Tx, values: CustomerValues, now: number): Promise<string> {
  const [id] = await createCustomers(tx, [values], now);
  return id!;
}

/** Many in one go. @returns their ids in the same order */
export async function createCustomers({ db }: Tx, all: readonly CustomerValues[], now: number): Promise<string[]> {
  const rows = all.map((values) => ({
    id: newId(),
    project_id: values.projectId,
    company_id: values.companyId ?? null,
    name: values.name,
    name_order: orderName(values.name),
    email: values.email ? addressKey(values.email) : null,
    external_id: values.externalId ?? null,
    locale: values.locale ?? null,
    permissions: JSON.stringify(values.permissions ?? {}),
    source: values.source,
    proven_at: values.provenAt ?? null,
    created_at: now,
  }));
  if (rows.length > 0) await db.insertInto("customers").values(rows).execute();
  await insertWords(db, rows);
  return rows.map(({ id }) => id);
}

/** A row that was there before, whole. */
export async function insertCustomer({ db }: Tx, row: CustomerRow): Promise<void> {
  await db
    .insertInto("customers")
    .values({ ...row, name_order: orderName(row.name) })
    .execute();
  await insertWords(db, [row]);
}
