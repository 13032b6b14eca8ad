/** A customer with the names that every view of it shows, and what it turns into. */
import type { Customer, InvitationState } from "../contract/people.ts";
import type { Db } from "../db/database.ts";
import type { CustomerRow } from "./store.ts";

export const customerQuery = (db: Db) =>
  db
    .selectFrom("customers")
    .innerJoin("projects", "projects.id", "customers.project_id")
    .leftJoin("companies", "companies.id", "customers.company_id")
    .selectAll("customers")
    .select(["projects.name as project_name", "companies.name as company_name"]);

export type CustomerRecord = Awaited<ReturnType<ReturnType<typeof customerQuery>["executeTakeFirstOrThrow"]>>;

export const findCustomerRecord = (db: Db, id: string): Promise<CustomerRecord | undefined> =>
  customerQuery(db).where("customers.id", "=", id).executeTakeFirst();

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/**
 * When the last mail that asks somebody in went out, as an invitation or as a welcome. Only of an invitation is
 * `invited_at` written, since it decides who may have a login. The order by `askedIn` in `list-customers.ts` says the
 * same to the database.
 */
export function askedInAt({ invited_at, welcomed_at }: Pick<CustomerRow, "invited_at" | "welcomed_at">): number | null {
  if (invited_at === null || welcomed_at === null) return invited_at ?? welcomed_at;
  return Math.max(invited_at, welcomed_at);
}

/** The furthest they have come. `stateOf` in `list-customers.ts` says the same to the database. */
export function invitationState(
  row: Pick<CustomerRow, "proven_at" | "opened_at" | "invited_at" | "welcomed_at">,
): InvitationState {
  if (row.proven_at !== null) return "registered";
  if (row.opened_at !== null) return "opened";
  return askedInAt(row) !== null ? "sent" : "none";
}

export const customerView = (row: CustomerRecord): Customer => ({
  id: row.id,
  project: { id: row.project_id, name: row.project_name },
  name: row.name,
  email: row.email,
  emailProven: row.proven_at !== null,
  externalId: row.external_id,
  company: row.company_id === null ? null : { id: row.company_id, name: row.company_name ?? "" },
  locale: row.locale,
  source: row.source,
  invitation: invitationState(row),
  invitedAt: iso(askedInAt(row)),
  openedAt: iso(row.opened_at),
  registeredAt: iso(row.proven_at),
  stoppedAt: iso(row.stopped_at),
  createdAt: new Date(row.created_at).toISOString(),
});
