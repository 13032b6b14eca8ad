/** How many tickets each view of the staff page has, up to "999+". */
import { type RawBuilder, sql } from "kysely";
import type { StaffPrincipal } from "../access/principals.ts";
import { reachWithin } from "../access/reach.ts";
import type { TicketCounts } from "../contract/staff.ts";
import { maxCounted } from "../db/count-up-to.ts";
import type { Database } from "../db/database.ts";
import { type TicketIndex, ticketsBy } from "./list/indexes.ts";
import { statuses, unanswered, unfinished } from "./status.ts";

type Condition = RawBuilder<unknown>;

/** Written out, as the partial indexes say it. */
const literals = (values: readonly string[]): Condition =>
  sql.raw(`(${values.map((value) => `'${value}'`).join(", ")})`);
/** What is held back waits in its own view until staff let it in, and nowhere else. */
const free = sql`held = 0`;

/** Each is counted by an index that holds all it asks for: no row of a ticket is read. */
export async function countTickets(
  { lists, engine }: Pick<Database, "lists" | "engine">,
  who: Pick<StaffPrincipal, "id" | "projects">,
  project: string | undefined,
): Promise<TicketCounts> {
  const projects = reachWithin(who, project);
  const here = projects === "all" ? [] : [sql`project_id in (${sql.join(projects.length > 0 ? projects : [""])})`];
  const ofStatus = projects === "all" ? "tickets_status" : "tickets_turn";
  const counts: [name: keyof TicketCounts, index: TicketIndex, conditions: Condition[]][] = [
    ...statuses.map((status): (typeof counts)[number] => [status, ofStatus, [sql`status = ${status}`, free]]),
    ["mine", "tickets_assignee", [sql`assignee_id = ${who.id} and status in (${sql.join(unfinished)})`, free]],
    // A list of what is to be done, not of what nobody has: what waits for its customer is nobody's to take now.
    ["unassigned", "tickets_unassigned", [sql`assignee_id is null and status in ${literals(unanswered)}`, free]],
    ["held", "tickets_held", [sql`held = 1`]],
  ];
  const counted = counts.map(([name, index, some]) => {
    const rows = sql`select 1 from ${ticketsBy(engine, index)} where ${sql.join([...some, ...here], sql` and `)} limit ${maxCounted}`;
    return sql`(select count(*) from (${rows}) as counted) as ${sql.ref(name)}`;
  });
  const { rows } = await sql<TicketCounts>`select ${sql.join(counted)}`.execute(lists);
  return rows[0]!;
}
