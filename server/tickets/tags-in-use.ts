import { sql } from "kysely";
import { type Reaching, reachWithin } from "../access/reach.ts";
import type { Database } from "../db/database.ts";
import { branchesOf, merged } from "../db/merged.ts";

/** Of tickets that are quiet for long, tags are history: one that is out of use can still be written. It bounds the reading. */
const ticketsLookedAt = 2_000;
const maxTagsTold = 200;

/** Tags of the tickets with the latest news, the most frequent first. */
export async function tagsInUse(
  { lists, engine }: Pick<Database, "lists" | "engine">,
  who: Reaching,
  project: string | undefined,
): Promise<string[]> {
  const projects = reachWithin(who, project);
  if (projects.length === 0) return [];
  const branches = branchesOf(
    projects,
    sql`project_id`,
    (more) => sql`select last_seq, tags from tickets where 1 = 1${more}`,
  );
  const rows = merged(engine, { branches, order: sql`last_seq desc`, limit: ticketsLookedAt });
  const { rows: latest } = await sql<{ tags: string }>`${rows}`.execute(lists);
  const uses = new Map<string, number>();
  for (const { tags } of latest)
    for (const tag of JSON.parse(tags) as string[]) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return [...uses]
    .sort(([one, often], [other, oftener]) => oftener - often || (one < other ? -1 : 1))
    .slice(0, maxTagsTold)
    .map(([tag]) => tag);
}
