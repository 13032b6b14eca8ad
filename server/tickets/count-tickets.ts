import { type ExpressionBuilder, type ExpressionWrapper, sql, type SqlBool } from "kysely";
import type { TicketCounts } from "../contract/staff.ts";
import type { TicketStatus } from "../contract/tickets.ts";
import type { Db } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { statuses, unanswered, unfinished } from "./status.ts";

/** "999+" is all a person wants to know, and counting a million rows for it would hold up everybody. */
const maxCounted = 1000;

type Condition = (eb: ExpressionBuilder<Schema, "tickets">) => ExpressionWrapper<Schema, "tickets", SqlBool>;

export async function countTickets(db: Db, staffId: string, project: string | undefined): Promise<TicketCounts> {
  const conditions: Record<keyof TicketCounts, Condition> = {
    ...(Object.fromEntries(statuses.map((status) => [status, (eb) => eb("status", "=", status)])) as Record<
      TicketStatus,
      Condition
    >),
    mine: (eb) => eb.and([eb("assignee_id", "=", staffId), eb("status", "in", unfinished)]),
    // A list of what is to be done, not of what nobody has: what waits for its customer is nobody's to take now.
    unassigned: (eb) => eb.and([eb("assignee_id", "is", null), eb("status", "in", unanswered)]),
    // Written out, or neither engine knows that the index of held tickets holds all of them.
    held: (eb) => eb("held", "=", eb.lit(1)),
  };
  const count = async (name: keyof TicketCounts): Promise<number> => {
    const some = db
      .selectFrom("tickets")
      .select(sql<number>`1`.as("one"))
      .where(conditions[name])
      // What is held back waits in its own view until staff let it in, and nowhere else.
      .$if(name !== "held", (query) => query.where("held", "=", 0))
      .$if(project !== undefined, (query) => query.where("project_id", "=", project!))
      .limit(maxCounted);
    const { n } = await db
      .selectFrom(some.as("some"))
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    return n;
  };
  const names = Object.keys(conditions) as (keyof TicketCounts)[];
  const counted = await Promise.all(names.map(async (name) => [name, await count(name)] as const));
  return Object.fromEntries(counted) as Record<keyof TicketCounts, number>;
}
