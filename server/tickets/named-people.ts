/**
 * People and companies by the name that they have today. A renamed one is found under the new name at once, without a new
 * document for each of their tickets.
 */
import { sql } from "kysely";
import type { Principal } from "../access/principals.ts";
import { sharedReach } from "../access/reach.ts";
import type { Database } from "../db/database.ts";
import { idsByWord, type WordsTable } from "../db/keyset.ts";
import { searchedNames } from "../names/name-words.ts";
import { mark } from "../search/owners.ts";

/** Of more, tickets are found by the name that was written in them. */
const maxPeople = 200;
const maxCompanies = 50;
const wordsEach = 3;

/** @returns the words that their tickets have; for staff alone, who read whose a ticket is */
export async function namedBy(
  { lists }: Pick<Database, "lists">,
  who: Principal,
  project: string | undefined,
  typed: string,
): Promise<string[]> {
  if (who.kind !== "staff" && who.kind !== "key") return [];
  const projects = project === undefined ? who.projects : sharedReach(who.projects, [project]);
  // The longest is nobody's for the most part, where the others are the beginnings of many names ("RE-2024/0815").
  const words = searchedNames(typed).toSorted((one, other) => other.length - one.length);
  if (projects.length === 0 || words.length === 0) return [];
  const named = async (table: WordsTable, limit: number): Promise<string[]> => {
    const ids = words.map((word) => idsByWord(table, projects, word, false));
    if (ids.length > 1 && (await sql`${ids[0]} limit 1`.execute(lists)).rows.length === 0) return [];
    // Somebody may have several words that begin so.
    const { rows } = await sql<{ id: string }>`select id from (${sql.join(ids, sql` intersect `)}) as named
      limit ${limit * wordsEach}`.execute(lists);
    return [...new Set(rows.map(({ id }) => id))].slice(0, limit);
  };
  const [people, companies] = await Promise.all([
    named("customer_words", maxPeople),
    named("company_words", maxCompanies),
  ]);
  return [...people.map(mark.ofCustomer), ...companies.map(mark.ofCompany)];
}
