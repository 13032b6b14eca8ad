/** Rows of companies. A company belongs to one project and is joined by naming it, never by a mail domain. */
import type { Selectable } from "kysely";
import { overridesView, readChoices } from "../access/permission-choices.ts";
import type { PermissionChoices } from "../access/permissions.ts";
import { newId } from "../access/tokens.ts";
import type { Company } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CompaniesTable } from "../db/schema.ts";
import { textList } from "../db/values.ts";
import { nameWords } from "../names/name-words.ts";
import { sameName } from "../names/same-name.ts";
import { orderName } from "../names/search-name.ts";

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

/** Those that have one of these names by `sameName`, the oldest of each and others. */
const bySameName = ({ db, engine }: Pick<Tx, "db" | "engine">, projectId: string, names: readonly string[]) =>
  db
    .selectFrom("companies")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("name_key", "in", textList(engine, [...new Set(names.map(sameName))]));

/** Those that these names mean, by `sameName`. Of several that have one name it is the oldest. */
export async function companiesNamed(
  tx: Pick<Tx, "db" | "engine">,
  projectId: string,
  names: readonly string[],
): Promise<Map<string, CompanyRow>> {
  if (names.length === 0) return new Map();
  const rows = await bySameName(tx, projectId, names).where("same_as_id", "is", null).execute();
  return new Map(rows.map((row) => [row.name_key, row]));
}

/** Those that share a name with an older one and are written just so: a file that tells them apart means these. */
export async function companiesSpelled(
  tx: Pick<Tx, "db" | "engine">,
  projectId: string,
  names: readonly string[],
): Promise<Map<string, CompanyRow>> {
  const others = bySameName(tx, projectId, names).where("same_as_id", "is not", null);
  const rows = await others.orderBy("created_at", "desc").execute();
  return new Map(rows.filter(({ name }) => names.includes(name)).map((row) => [row.name, row]));
}

export interface CompanyValues {
  /**
   * One that has the name of another is listed for staff beside it: a site knows its companies by ids, and its ids may be
   * called like a company that is there.
   */
  mayShareName?: boolean;
  projectId: string;
  name: string;
  externalId?: string | null | undefined;
  permissions?: PermissionChoices | undefined;
}

/**
 * @throws where the name or the external id is another company's already: of several who make one at once, all but the
 * first begin anew, and find it
 */
export async function createCompany(tx: Tx, values: CompanyValues, now: number): Promise<string> {
  const { projectId, name, mayShareName = false } = values;
  const id = newId();
  const known = mayShareName ? (await companiesNamed(tx, projectId, [name])).get(sameName(name)) : undefined;
  const row = {
    id,
    project_id: projectId,
    name,
    ...formsOf(name),
    same_as_id: known?.id ?? null,
    external_id: values.externalId ?? null,
    permissions: JSON.stringify(values.permissions ?? {}),
    created_at: now,
  };
  await tx.db.insertInto("companies").values(row).execute();
  await insertWords(tx.db, row);
  return id;
}

const formsOf = (name: string) => ({ name_key: sameName(name), name_order: orderName(name) });

async function insertWords(db: Db, { id, project_id, name }: Pick<CompanyRow, "id" | "project_id" | "name">) {
  const words = nameWords(name).map((word) => ({ company_id: id, project_id, ...word }));
  if (words.length > 0) await db.insertInto("company_words").values(words).execute();
}

/** @param name that no other company of the project has, unless it is this one's in another spelling */
export async function renameCompany({ db }: Tx, before: CompanyRow, name: string): Promise<void> {
  const { id } = before;
  const forms = formsOf(name);
  const isOther = forms.name_key !== before.name_key;
  const set = { name, ...forms, ...(isOther && { same_as_id: null }) };
  await db.updateTable("companies").set(set).where("id", "=", id).execute();
  await db.deleteFrom("company_words").where("company_id", "=", id).execute();
  await insertWords(db, { ...before, name });
  if (isOther) await leaveName(db, before);
}

/** What had the same name has it from now on: the oldest of them is the one that it means. */
export async function leaveName(db: Db, { id, same_as_id }: CompanyRow): Promise<void> {
  if (same_as_id !== null) return;
  const others = db.selectFrom("companies").select("id").where("same_as_id", "=", id);
  const next = await others.orderBy("created_at").orderBy("id").limit(1).executeTakeFirst();
  if (!next) return;
  await db.updateTable("companies").set({ same_as_id: null }).where("id", "=", next.id).execute();
  await db.updateTable("companies").set({ same_as_id: next.id }).where("same_as_id", "=", id).execute();
}

export const companyQuery = (db: Db) =>
  db
    .selectFrom("companies")
    .innerJoin("projects", "projects.id", "companies.project_id")
    .leftJoin("companies as keepers", "keepers.id", "companies.same_as_id")
    .selectAll("companies")
    .select((eb) => [
      "projects.name as project_name",
      "keepers.name as keeper_name",
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
  sameAs: row.same_as_id === null ? null : { id: row.same_as_id, name: row.keeper_name ?? row.name },
  createdAt: new Date(row.created_at).toISOString(),
});
