import { newId } from "../access/tokens.ts";
import type { Tx } from "../db/database.ts";

/** @returns the id of the company that a site knows as `externalId`, made when it is heard of for the first time */
export async function companyOfSite({ db }: Tx, projectId: string, externalId: string, now: number): Promise<string> {
  const known = await db
    .selectFrom("companies")
    .select("id")
    .where("project_id", "=", projectId)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  if (known) return known.id;
  const id = newId();
  const values = { id, project_id: projectId, external_id: externalId, permissions: "{}", created_at: now };
  // The site tells no more than its id; staff can give it a name.
  await db
    .insertInto("companies")
    .values({ ...values, name: externalId })
    .execute();
  return id;
}
