import { inReach, type Reaching } from "../access/reach.ts";
import type { Db } from "../db/database.ts";

/** Of tickets that are quiet for long, tags are history: one that is out of use can still be written. It bounds the reading. */
const ticketsLookedAt = 2_000;
const maxTagsTold = 200;

/** Tags of the tickets with the latest news, the most frequent first. */
export async function tagsInUse(db: Db, who: Reaching, project: string | undefined): Promise<string[]> {
  const latest = await db
    .selectFrom("tickets")
    .select("tags")
    .where((eb) => inReach(who, eb, "project_id"))
    .$if(project !== undefined, (query) => query.where("project_id", "=", project!))
    .orderBy("last_seq", "desc")
    .limit(ticketsLookedAt)
    .execute();
  const uses = new Map<string, number>();
  for (const { tags } of latest)
    for (const tag of JSON.parse(tags) as string[]) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return [...uses]
    .sort(([one, often], [other, oftener]) => oftener - often || (one < other ? -1 : 1))
    .slice(0, maxTagsTold)
    .map(([tag]) => tag);
}
