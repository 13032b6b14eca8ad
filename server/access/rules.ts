/**
 * The one place that decides who may do what with a ticket. Lists, single reads, writes, files and live events
 * all ask here; a second check somewhere else would sooner or later disagree with this one.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { Schema } from "../db/schema.ts";
import type { PortalPrincipal, Principal, TicketOwner } from "./principals.ts";
import { inReach, reaches } from "./reach.ts";

export type TicketAction =
  | "read"
  | "reply"
  /** What only its owner does: read marks and links for other devices. */
  | "own"
  | "close"
  | "edit-priority"
  | "edit-type"
  | "edit-tags"
  | "read-notes"
  | "manage";

export interface TicketFacts extends TicketOwner {
  id: string;
  project_id: string;
  company_id: string | null;
  follows_path: string | null;
}

export function may(who: Principal, action: TicketAction, ticket: TicketFacts): boolean {
  if (who.kind === "staff" || who.kind === "key") return reaches(who, ticket.project_id);
  if (who.kind === "nobody") return false;
  const owns = isOwn(who, ticket);
  if (!owns && !isColleagues(who, ticket)) return false;
  const { permissions } = who;
  switch (action) {
    case "read":
    case "reply":
      return true;
    case "own":
      return owns;
    case "close":
      return owns && permissions.closeTickets;
    case "edit-priority":
      return owns && permissions.priority === "edit";
    case "edit-type":
      return owns && permissions.type === "edit";
    case "edit-tags":
      return owns && permissions.tags === "edit";
    case "read-notes":
    case "manage":
      return false;
  }
}

type Known = Exclude<PortalPrincipal, { kind: "nobody" }>;

function isOwn(who: Known, ticket: TicketFacts): boolean {
  if (ticket.project_id !== who.projectId) return false;
  switch (who.kind) {
    case "visitor":
      return ticket.visitor_id === who.id;
    case "customer":
      return ticket.customer_id === who.id;
    case "tracking":
      // A reply to a ticket that was closed long ago starts a new ticket. The link to the old ticket opens the new one
      // too, and those that follow it, unless they have become somebody else's since.
      return ticket.id === who.id || (!!ticket.follows_path?.includes(`/${who.id}`) && isSameOwner(who.owner, ticket));
  }
}

const isSameOwner = (one: TicketOwner, other: TicketOwner): boolean =>
  one.customer_id === other.customer_id && one.visitor_id === other.visitor_id;

/** The company whose tickets this person may read, with those of colleagues. */
export const companyInSight = (who: PortalPrincipal): string | undefined =>
  who.kind === "customer" && who.permissions.viewCompanyTickets ? who.account.company?.id : undefined;

function isColleagues(who: Known, ticket: TicketFacts): boolean {
  const company = companyInSight(who);
  return company !== undefined && ticket.project_id === who.projectId && ticket.company_id === company;
}

/** The same rule as a condition of a query on `tickets`, for lists and searches. */
export function readable(who: Principal, scope: "all" | "mine" | "company" = "all") {
  return (eb: ExpressionBuilder<Schema, "tickets">): ExpressionWrapper<Schema, "tickets", SqlBool> => {
    switch (who.kind) {
      case "staff":
      case "key":
        return inReach(who, eb, "tickets.project_id");
      case "nobody":
        return eb.or([]);
      case "visitor":
        return eb.and([eb("tickets.project_id", "=", who.projectId), eb("tickets.visitor_id", "=", who.id)]);
      case "tracking":
        return eb.and([
          eb("tickets.project_id", "=", who.projectId),
          eb.or([
            eb("tickets.id", "=", who.id),
            eb.and([
              eb("tickets.follows_path", "is not", null),
              eb("tickets.follows_path", "like", `%/${who.id}%`),
              eb("tickets.customer_id", "is not distinct from", who.owner.customer_id),
              eb("tickets.visitor_id", "is not distinct from", who.owner.visitor_id),
            ]),
          ]),
        ]);
      case "customer": {
        const own = eb.and([eb("tickets.project_id", "=", who.projectId), eb("tickets.customer_id", "=", who.id)]);
        const company = companyInSight(who);
        const all =
          company === undefined
            ? eb.or([])
            : eb.and([eb("tickets.project_id", "=", who.projectId), eb("tickets.company_id", "=", company)]);
        if (scope === "mine") return own;
        return scope === "company" ? all : eb.or([own, all]);
      }
    }
  };
}
