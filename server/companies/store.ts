/** Rows of companies. A company belongs to one project and is joined by naming it, never by a mail domain. */
import { type Selectable, sql } from "kysely";
import { overridesView, readChoices } from "../access/permission-choices.ts";
import type { PermissionChoices } from "../access/permissions.ts";
import { newId } from "../access/tokens.ts";
import type { Company } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CompaniesTable } from "../db/schema.ts";
import { textList } from "../db/values.ts";
import { lowerAscii } from "../http/search-words.ts";

export type CompanyRow = Selectable<CompaniesTable>;

export const findCompany = (db: Db, id: string): Promise<CompanyRow | undefined> =>
  db.selectFrom("companies").selectAll().where("id", "=", id).executeTakeFirst();

export const findCompanyByExternalId = (
  db: Db,
  projectId: string,
  externalId: string,
): Promise<CompanyRow | undefined> =>
  db
    .selectFrom("companies")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("external_id", "=", externalId)
    .executeTakeFirst();

/** By name, whatever the case; the oldest last, so that it wins where two are called alike. */
export async function companiesNamed(
  { db, engine }: Pick<Tx, "db" | "engine">,
  projectId: string,
  names: readonly string[],
): Promise<CompanyRow[]> {
  if (names.length === 0) return [];
  // SQLite lowers ASCII letters only, so it is asked for both and what came is compared here.
  const lower = new Set(names.map((name) => name.toLowerCase()));
  const asked = [...lower, ...names.map(lowerAscii)];
  const rows = await db
    .selectFrom("companies")
    .selectAll()
    .where("project_id", "=", projectId)
    .where(sql<string>`lower(name)`, "in", textList(engine, asked))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.filter(({ name }) => lower.has(name.toLowerCase()));
}

export interface CompanyValues {
  projectId: string;
  name: string;
  externalId?: string | null | undefined;
  permissions?: PermissionChoices | undefined;
}

/** @throws where the external id is another company's already */
export async function createCompany({ db }: Tx, values: CompanyValues, now: number): Promise<string> {
  const id = newId();
  await db
    .insertInto("companies")
    .values({
      id,
      project_id: values.projectId,
      name: values.name,
      external_id: values.externalId ?? null,
      permissions: JSON.stringify(values.permissions ?? {}),
      created_at: now,
    })
    .execute();
  return id;
}

export const companyQuery = (db: Db) =>
  db
    .selectFrom("companies")
    .innerJoin("projects", "projects.id", "companies.project_id")
    .selectAll("companies")
    .select((eb) => [
      "projects.name as project_name",
      sql<string>`lower(companies.name)`.as("name_key"),
      eb
        .selectFrom("customers")
        .whereRef("customers.company_id", "=", "companies.id")
        .select((inner) => inner.fn.countAll<number>().as("n"))
        .as("customer_count"),
    ]);

export type CompanyRecord = Awaited<ReturnType<ReturnType<typeof companyQuery>["executeTakeFirstOrThrow"]>>;

export const findCompanyRecord = (db: Db, id: string): Promise<CompanyRecord | undefined> =>
  companyQuery(db).where("companies.id", "=", id).executeTakeFirst();

export const companyView = (row: CompanyRecord): Company => ({
  id: row.id,
  project: { id: row.project_id, name: row.project_name },
  name: row.name,
  externalId: row.external_id,
  permissions: overridesView(readChoices(row.permissions)),
  customerCount: Number(row.customer_count ?? 0),
  createdAt: new Date(row.created_at).toISOString(),
});
