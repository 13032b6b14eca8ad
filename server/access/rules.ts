/**
 * The one place that decides who may do what with a ticket. Lists, single reads, writes, files and live events
 * all ask here; a second check somewhere else would sooner or later disagree with this one.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { Permissions } from "../contract/portal.ts";
import type { Schema } from "../db/schema.ts";
import type { Principal } from "./principals.ts";

export type TicketAction =
  | "read"
  | "reply"
  | "close"
  | "edit-priority"
  | "edit-type"
  | "edit-tags"
  | "read-notes"
  | "manage";

export interface TicketFacts {
  id: string;
  project_id: string;
  visitor_id: string | null;
  customer_id: string | null;
  follows_id: string | null;
}

/** @param permissions of the customer's side; staff need none */
export function may(
  who: Principal,
  action: TicketAction,
  ticket: TicketFacts,
  permissions?: Readonly<Permissions>,
): boolean {
  if (who.kind === "staff") return true;
  if (!reaches(who, ticket)) return false;
  switch (action) {
    case "read":
    case "reply":
      return true;
    case "close":
      return permissions?.closeTickets === true;
    case "edit-priority":
      return permissions?.priority === "edit";
    case "edit-type":
      return permissions?.type === "edit";
    case "edit-tags":
      return permissions?.tags === "edit";
    case "read-notes":
    case "manage":
      return false;
  }
}

function reaches(who: Exclude<Principal, { kind: "staff" }>, ticket: TicketFacts): boolean {
  switch (who.kind) {
    case "nobody":
      return false;
    case "visitor":
      return ticket.project_id === who.projectId && ticket.visitor_id === who.id;
    case "customer":
      return ticket.project_id === who.projectId && ticket.customer_id === who.id;
    case "tracking":
      // A reply to a ticket closed long ago starts a new one: whoever wrote it can follow that too.
      return ticket.project_id === who.projectId && (ticket.id === who.id || ticket.follows_id === who.id);
  }
}

/** The same rule as a condition of a query on `tickets`, for lists and searches. */
export function readable(who: Principal) {
  return (eb: ExpressionBuilder<Schema, "tickets">): ExpressionWrapper<Schema, "tickets", SqlBool> => {
    switch (who.kind) {
      case "staff":
        return eb.and([]);
      case "nobody":
        return eb.or([]);
      case "visitor":
        return eb.and([eb("tickets.project_id", "=", who.projectId), eb("tickets.visitor_id", "=", who.id)]);
      case "customer":
        return eb.and([eb("tickets.project_id", "=", who.projectId), eb("tickets.customer_id", "=", who.id)]);
      case "tracking":
        return eb.and([
          eb("tickets.project_id", "=", who.projectId),
          eb.or([eb("tickets.id", "=", who.id), eb("tickets.follows_id", "=", who.id)]),
        ]);
    }
  };
}
