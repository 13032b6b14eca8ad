/** A change of company for the audit trail: by names, which still mean something after a company is gone. */
import type { Db } from "../db/database.ts";
import { findCompany } from "./store.ts";

export async function companyChange(
  db: Db,
  from: string | null,
  to: string | null,
): Promise<[before: string | null, after: string | null]> {
  const nameOf = async (id: string | null): Promise<string | null> =>
    id === null ? null : ((await findCompany(db, id))?.name ?? id);
  return [await nameOf(from), await nameOf(to)];
}
