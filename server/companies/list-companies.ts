/** The companies' list by name, in keyset order: a cursor names the last row seen. */
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { askedOf, type Reaching } from "../access/reach.ts";
import type { Company } from "../contract/people.ts";
import type { Page } from "../contract/portal.ts";
import type { Database } from "../db/database.ts";
import {
  both,
  type Condition,
  fewest,
  gather,
  hasWord,
  idsByWord,
  type Listing,
  ofProjects,
  projectBranches,
  walk,
} from "../db/keyset.ts";
import { textList } from "../db/values.ts";
import { readCursor } from "../http/read-query.ts";
import { walkedPage } from "../http/walked-page.ts";
import { searchedNames } from "../names/name-words.ts";
import { companyQuery, companyView } from "./store.ts";

export interface CompanyListing {
  project?: string | undefined;
  /** Those that have the name of an older one. */
  same?: "true" | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** @throws Refusal 400 for a cursor that this list does not give out */
export async function listCompanies(
  { lists: db, engine }: Pick<Database, "lists" | "engine">,
  who: Reaching,
  { project, same, q, cursor, limit }: CompanyListing,
): Promise<Page<Company>> {
  const after = cursor === undefined ? undefined : readCursor(cursor, ["string", "string"]);
  const projects = askedOf(who, project);
  const words = q?.trim() ? searchedNames(q) : [];
  if (projects.length === 0 || (q?.trim() && words.length === 0)) return { items: [], nextCursor: null };
  const listing: Listing = {
    engine,
    table: "companies",
    key: sql`companies.name_order`,
    direction: "asc",
    after,
    limit,
  };
  const fits: Condition[] = words.map((word) => hasWord("companies", "company_words", word, false));
  const sources: RawBuilder<unknown>[] = words.map((word) => idsByWord("company_words", projects, word, false));
  if (same !== undefined) {
    const isSame = sql<SqlBool>`same_as_id is not null`;
    fits.push(isSame);
    sources.push(sql`select id from companies where ${both([...ofProjects(projects), isSame])}`);
  }
  const source = await fewest(db, sources);
  const { branches, filters } = projectBranches(projects);
  const walked = source
    ? await gather(db, listing, source, [...ofProjects(projects), ...fits])
    : await walk(db, listing, branches, [...filters, ...fits]);
  return walkedPage(walked, limit, async (ids) => {
    const found = await companyQuery(db).where("companies.id", "in", textList(engine, ids)).execute();
    return found.map(companyView);
  });
}
