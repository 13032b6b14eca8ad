/** What decides the rights of a customer: read together with the session, so that a change counts at once. */
import type { PortalCustomer } from "../contract/portal.ts";
import type { Db } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { PermissionChoices } from "./permissions.ts";

export interface Account {
  id: string;
  projectId: string;
  name: string;
  /** Null: known by the id that their own site gives them. */
  email: string | null;
  externalId: string | null;
  locale: string | null;
  permissions: PermissionChoices;
  /** Whether the address was shown to be theirs: without that, nothing of theirs is in sight of the company. */
  proven: boolean;
  company: { id: string; name: string; permissions: PermissionChoices } | null;
}

/** A row of `customers` left-joined with its `companies`, under names that leave room for a session's. */
export interface AccountRow {
  customer_id: string | null;
  customer_project_id: string | null;
  customer_name: string | null;
  customer_email: string | null;
  customer_external_id: string | null;
  customer_locale: string | null;
  customer_permissions: string | null;
  customer_proven_at: number | null;
  company_id: string | null;
  company_name: string | null;
  company_permissions: string | null;
}

export const accountColumns = [
  "customers.id as customer_id",
  "customers.project_id as customer_project_id",
  "customers.name as customer_name",
  "customers.email as customer_email",
  "customers.external_id as customer_external_id",
  "customers.locale as customer_locale",
  "customers.permissions as customer_permissions",
  "customers.proven_at as customer_proven_at",
  "companies.id as company_id",
  "companies.name as company_name",
  "companies.permissions as company_permissions",
] as const;

const choices = (json: string | null): PermissionChoices => JSON.parse(json ?? "{}") as PermissionChoices;

export function readAccount(row: AccountRow): Account | undefined {
  if (row.customer_id === null) return undefined;
  return {
    id: row.customer_id,
    projectId: row.customer_project_id!,
    name: row.customer_name!,
    email: row.customer_email,
    externalId: row.customer_external_id,
    locale: row.customer_locale,
    permissions: choices(row.customer_permissions),
    proven: row.customer_proven_at !== null,
    company:
      row.company_id === null
        ? null
        : { id: row.company_id, name: row.company_name!, permissions: choices(row.company_permissions) },
  };
}

const accountById = prepared((db, arg: { id: string }) =>
  db
    .selectFrom("customers")
    .leftJoin("companies", "companies.id", "customers.company_id")
    .select(accountColumns)
    .where("customers.id", "=", arg.id),
);

export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
  const [row] = await accountById(db, { id });
  return row && readAccount(row);
}

export const accountView = ({ id, name, email, externalId, locale, company }: Account): PortalCustomer => ({
  id,
  name,
  email,
  externalId,
  locale,
  company: company && { id: company.id, name: company.name },
});
