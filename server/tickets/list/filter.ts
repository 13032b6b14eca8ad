/** What a list leaves out, condition by condition, so that whoever finds an index for some of them asks for the others. */
import { type Expression, expressionBuilder, type ExpressionBuilder, sql, type SqlBool } from "kysely";
import type { Principal } from "../../access/principals.ts";
import { readable } from "../../access/rules.ts";
import type { TicketStatus } from "../../contract/tickets.ts";
import type { Schema } from "../../db/schema.ts";
import { refuseField } from "../../errors.ts";
import { statuses } from "../status.ts";

type Eb = ExpressionBuilder<Schema, "tickets">;

export interface TicketFilter {
  project?: string | undefined;
  inbox?: string | undefined;
  /** Several with commas. */
  status?: string | undefined;
  /** An id, "none", or undefined. */
  assignee?: string | undefined;
  priority?: string | undefined;
  type?: string | undefined;
  tag?: string | undefined;
  customer?: string | undefined;
  held?: boolean | undefined;
  /** Of a customer: one's own, or those of the whole company. */
  scope?: "mine" | "company" | undefined;
}

/** A part of a filter; `reach` is what the reader may see at all. */
export type Part = "reach" | Exclude<keyof TicketFilter, "scope">;

/** @returns the conditions of a list by the part that asks for them, first of all what the reader may see */
export function conditionsOf(who: Principal, filter: TicketFilter): Map<Part, Expression<SqlBool>> {
  const eb: Eb = expressionBuilder<Schema, "tickets">();
  const { project, inbox, status, assignee, priority, type, tag, customer, held } = filter;
  const conditions = new Map<Part, Expression<SqlBool>>();
  const seesAll = (who.kind === "staff" || who.kind === "key") && who.projects === "all";
  if (!seesAll) conditions.set("reach", readable(who, filter.scope)(eb));
  if (project !== undefined) conditions.set("project", eb("tickets.project_id", "=", project));
  if (inbox !== undefined) conditions.set("inbox", eb("tickets.inbox_id", "in", inboxesRead(eb, inbox)));
  if (status !== undefined) conditions.set("status", eb("tickets.status", "in", readStatuses(status)));
  if (assignee === "none") conditions.set("assignee", eb("tickets.assignee_id", "is", null));
  else if (assignee !== undefined) conditions.set("assignee", eb("tickets.assignee_id", "=", assignee));
  if (priority !== undefined) conditions.set("priority", eb("tickets.priority", "=", priority as "normal"));
  if (type !== undefined) conditions.set("type", eb("tickets.type", "=", type));
  if (customer !== undefined) conditions.set("customer", eb("tickets.customer_id", "=", customer));
  // Written out, or neither engine knows that an index holds all that are held, or all that are not.
  if (held !== undefined) conditions.set("held", eb("tickets.held", "=", eb.lit(held ? 1 : 0)));
  if (tag !== undefined) {
    const tagged = eb.selectFrom("ticket_tags").select("ticket_seq").where("tag", "=", tag);
    conditions.set("tag", eb.exists(tagged.where("ticket_seq", "=", sql.ref<number>("tickets.seq"))));
  }
  return conditions;
}

/** All of them, for whoever has found tickets by something else. */
export const matches = (who: Principal, filter: TicketFilter) => (eb: Eb) =>
  eb.and([...conditionsOf(who, filter).values()]);

/** The inbox with those that were deleted and whose tickets it has since; so also for whoever asks by the name of one. */
const inboxesRead = (eb: Eb, asked: string) =>
  eb
    .selectFrom("inboxes as own")
    .innerJoin("inboxes as asked", (join) =>
      join.on(
        (on) => on.fn.coalesce("own.moved_to", "own.id"),
        "=",
        (on) => on.fn.coalesce("asked.moved_to", "asked.id"),
      ),
    )
    .select("own.id")
    .where("asked.id", "=", asked);

/** @throws Refusal 400 where one of them is no status */
export function readStatuses(list: string): TicketStatus[] {
  const asked = [...new Set(list.split(","))] as TicketStatus[];
  if (!asked.every((status) => statuses.includes(status))) refuseField("status", "not_allowed");
  return asked;
}
