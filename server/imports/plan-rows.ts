/** What a batch of rows would do to the customers there are: the dry run shows it, the import does it. */
import type { CustomerPatch, ImportRefusal, ImportRow } from "../contract/people.ts";
import type { Tx } from "../db/database.ts";
import { textList } from "../db/values.ts";
import type { CustomerRow } from "../customers/store.ts";
import { sameName } from "../names/same-name.ts";
import type { RowValues } from "./columns.ts";
import { type FileRow, readLocale } from "./read-rows.ts";

export interface PlannedRow {
  file: FileRow;
  outcome: ImportRow["outcome"];
  reason?: ImportRefusal;
  /** Who is changed. */
  known?: KnownCustomer;
  /** What is changed about them; a company is still a name here. */
  changes: RowValues;
}

export type KnownCustomer = CustomerRow & { company_name: string | null };

type Source = Pick<Tx, "db" | "engine">;

/** In the order of the file. Two queries, however many rows. */
export async function planRows(from: Source, projectId: string, rows: readonly FileRow[]): Promise<PlannedRow[]> {
  const good = rows.filter(({ refusal }) => refusal === undefined);
  const byEmail = await known(
    from,
    projectId,
    "email",
    good.map(({ values }) => values.email),
  );
  const byId = await known(
    from,
    projectId,
    "external_id",
    good.map(({ values }) => values.externalId),
  );
  return rows.map((file) => planRow(file, byEmail, byId));
}

async function known(
  { db, engine }: Source,
  projectId: string,
  column: "email" | "external_id",
  wanted: (string | undefined)[],
): Promise<Map<string, KnownCustomer>> {
  const values = wanted.filter((value) => value !== undefined);
  if (values.length === 0) return new Map();
  const rows = await db
    .selectFrom("customers")
    .leftJoin("companies", "companies.id", "customers.company_id")
    .selectAll("customers")
    .select("companies.name as company_name")
    .where("customers.project_id", "=", projectId)
    .where(`customers.${column}`, "in", textList(engine, values))
    .execute();
  return new Map(rows.map((row) => [row[column]!, row]));
}

function planRow(file: FileRow, byEmail: Map<string, KnownCustomer>, byId: Map<string, KnownCustomer>): PlannedRow {
  const refuse = (reason: ImportRefusal): PlannedRow => ({ file, outcome: "refused", reason, changes: {} });
  if (file.refusal) return refuse(file.refusal);
  const { values } = file;
  const withAddress = byEmail.get(values.email ?? "");
  const withId = byId.get(values.externalId ?? "");
  if (withAddress && withId && withAddress.id !== withId.id) return refuse("address_taken");
  const customer = withId ?? withAddress;
  if (!customer) return values.name === undefined ? refuse("no_name") : { file, outcome: "made", changes: values };
  const changes = differences(customer, values);
  // An address or id that a row gives away is free for the next one.
  if (changes.email && customer.email !== null) byEmail.delete(customer.email);
  if (changes.externalId && customer.external_id !== null) byId.delete(customer.external_id);
  const outcome = Object.keys(changes).length === 0 ? "same" : "changed";
  return { file, outcome, known: customer, changes };
}

/** Empty cells change nothing: a list without languages must not take away those that are known. */
function differences(customer: KnownCustomer, values: RowValues): RowValues {
  const now: Record<keyof RowValues, string | null> = {
    name: customer.name,
    email: customer.email,
    externalId: customer.external_id,
    company: customer.company_name === null ? null : sameName(customer.company_name),
    locale: customer.locale,
  };
  const given: RowValues = {
    ...values,
    ...(values.company && { company: sameName(values.company) }),
    ...(values.locale && { locale: readLocale(values.locale)! }),
  };
  const fields = (Object.keys(given) as (keyof RowValues)[]).filter((field) => given[field] !== now[field]);
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

/** @param companies ids by `sameName`, and by the name itself where another one has the same */
export function patchOf(changes: RowValues, companies: ReadonlyMap<string, string>): CustomerPatch {
  const { company, locale, ...rest } = changes;
  return {
    ...rest,
    ...(company !== undefined && { company: (companies.get(company) ?? companies.get(sameName(company)))! }),
    ...(locale !== undefined && { locale: readLocale(locale)! }),
  };
}
