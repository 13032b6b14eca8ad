import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from "kysely";
import type { TicketCounts } from "../contract/staff.ts";
import type { TicketStatus } from "../contract/tickets.ts";
import type { StaffPrincipal } from "../access/principals.ts";
import { inReach } from "../access/reach.ts";
import { countUpTo } from "../db/count-up-to.ts";
import type { Db } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { statuses, unanswered, unfinished } from "./status.ts";

type Condition = (eb: ExpressionBuilder<Schema, "tickets">) => ExpressionWrapper<Schema, "tickets", SqlBool>;

export async function countTickets(
  db: Db,
  who: Pick<StaffPrincipal, "id" | "projects">,
  project: string | undefined,
): Promise<TicketCounts> {
  const conditions: Record<keyof TicketCounts, Condition> = {
    ...(Object.fromEntries(statuses.map((status) => [status, (eb) => eb("status", "=", status)])) as Record<
      TicketStatus,
      Condition
    >),
    mine: (eb) => eb.and([eb("assignee_id", "=", who.id), eb("status", "in", unfinished)]),
    // A list of what is to be done, not of what nobody has: what waits for its customer is nobody's to take now.
    unassigned: (eb) => eb.and([eb("assignee_id", "is", null), eb("status", "in", unanswered)]),
    // Written out, or neither engine knows that the index of held tickets holds all of them.
    held: (eb) => eb("held", "=", eb.lit(1)),
  };
  const count = (name: keyof TicketCounts): Promise<number> => {
    const some = db
      .selectFrom("tickets")
      .where(conditions[name])
      .where((eb) => inReach(who, eb, "project_id"))
      // What is held back waits in its own view until staff let it in, and nowhere else.
      .$if(name !== "held", (query) => query.where("held", "=", 0))
      .$if(project !== undefined, (query) => query.where("project_id", "=", project!));
    return countUpTo(db, some);
  };
  const names = Object.keys(conditions) as (keyof TicketCounts)[];
  const counted = await Promise.all(names.map(async (name) => [name, await count(name)] as const));
  return Object.fromEntries(counted) as Record<keyof TicketCounts, number>;
}
