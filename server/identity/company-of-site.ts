import { createCompany, findCompanyByExternalId } from "../companies/store.ts";
import type { Tx } from "../db/database.ts";

/** @returns the id of the company that a site knows as `externalId`, made when it is heard of for the first time */
export async function companyOfSite(tx: Tx, projectId: string, externalId: string, now: number): Promise<string> {
  const known = await findCompanyByExternalId(tx.db, projectId, externalId);
  // The site tells no more than its id; staff can give it a name.
  return known?.id ?? (await createCompany(tx, { projectId, externalId, name: externalId, mayShareName: true }, now));
}
