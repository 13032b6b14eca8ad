/** What a filter means: as a question to the server, and for a ticket that live news has changed. */
import type {
  StaffTicket,
  TicketCounts,
  TicketPriority,
  TicketStatus,
  UnfinishedStatus,
} from "../../contract/index.ts";
import type { TicketQuery } from "../api.ts";
import type { Filter, ViewName } from "../router.ts";

interface ViewRule {
  status?: readonly TicketStatus[];
  assignee?: "me" | "none";
  /** What is held back is in its own view, and marked among all; nowhere else. */
  held?: boolean;
}

const statuses = { new: 0, open: 0, waiting: 0, "on-hold": 0 } satisfies Record<UnfinishedStatus, 0>;
const unfinished = Object.keys(statuses) as TicketStatus[];

export const viewRules: Record<ViewName, ViewRule> = {
  open: { status: ["new", "open"], held: false },
  mine: { assignee: "me", status: unfinished, held: false },
  unassigned: { assignee: "none", status: ["new", "open"], held: false },
  waiting: { status: ["waiting"], held: false },
  "on-hold": { status: ["on-hold"], held: false },
  solved: { status: ["solved"], held: false },
  closed: { status: ["closed"], held: false },
  held: { held: true },
  all: {},
};

/** A search goes over everything, whatever view it was begun in, until it is narrowed to a status of what it found. */
const ruleOf = ({ view, q, status }: Filter): ViewRule => (q ? (status ? { status: [status] } : {}) : viewRules[view]);

/** What goes without saying in a view: its one status, or that a ticket to be done is open. */
export function isUsual(filter: Filter, status: TicketStatus): boolean {
  const { status: shown } = ruleOf(filter);
  return !!shown?.includes(status) && (shown.length === 1 || status === "open");
}

const countOf: Partial<Record<ViewName, (counts: TicketCounts) => number>> = {
  open: (counts) => counts.new + counts.open,
  mine: (counts) => counts.mine,
  unassigned: (counts) => counts.unassigned,
  waiting: (counts) => counts.waiting,
  "on-hold": (counts) => counts["on-hold"],
  solved: (counts) => counts.solved,
  closed: (counts) => counts.closed,
  held: (counts) => counts.held,
} satisfies Record<Exclude<ViewName, "all">, (counts: TicketCounts) => number>;

/** Counts are capped by the server, at 1000 for "more than 999". */
export function countShown(view: ViewName, counts: TicketCounts | null): string {
  const count = counts && countOf[view]?.(counts);
  if (count === null || count === undefined) return "";
  return count > 999 ? "999+" : String(count);
}

export function queryOf(filter: Filter): TicketQuery {
  const rule = ruleOf(filter);
  const { view: _view, status: _status, ...chosen } = filter;
  return {
    ...(rule.status && { status: rule.status.join(",") }),
    ...(rule.held !== undefined && { held: String(rule.held) }),
    ...chosen,
    ...(rule.assignee && { assignee: rule.assignee }),
  };
}

/** Nothing is said about `q`: only the server can search. */
export function fits(ticket: StaffTicket, filter: Filter, me: string): boolean {
  const rule = ruleOf(filter);
  const assignee = rule.assignee ?? filter.assignee;
  return (
    (!rule.status || rule.status.includes(ticket.status)) &&
    (rule.held === undefined || ticket.held === rule.held) &&
    (!filter.project || ticket.project.id === filter.project) &&
    (!filter.inbox || ticket.inbox.id === filter.inbox) &&
    (!filter.priority || ticket.priority === filter.priority) &&
    (!filter.type || ticket.type === filter.type) &&
    (!filter.tag || ticket.tags.includes(filter.tag)) &&
    (!filter.customer || ticket.from.customerId === filter.customer) &&
    (!assignee || isAssignedTo(ticket, assignee === "me" ? me : assignee))
  );
}

const isAssignedTo = (ticket: StaffTicket, assignee: string): boolean =>
  assignee === "none" ? ticket.assignee === null : ticket.assignee?.id === assignee;

const weight: Record<TicketPriority, number> = { urgent: 3, high: 2, normal: 1, low: 0 };

/**
 * The list after news of one ticket, without asking the server again.
 * @param isNews the ticket has a new public message, which moves it to the front of "last updated"
 */
export function listWith(
  items: readonly StaffTicket[],
  ticket: StaffTicket,
  filter: Filter,
  { me, isNews, isWhole }: { me: string; isNews: boolean; isWhole: boolean },
): readonly StaffTicket[] {
  const at = items.findIndex(({ id }) => id === ticket.id);
  if (!fits(ticket, filter, me)) return at < 0 ? items : items.filter((_, index) => index !== at);
  const sort = filter.sort ?? "updated";
  const staysInPlace = at >= 0 && !(isNews && sort === "updated") && sort !== "priority";
  if (staysInPlace) return items.map((item, index) => (index === at ? ticket : item));
  const others = items.filter(({ id }) => id !== ticket.id);
  const place = others.findIndex((other) => isBefore(ticket, other, sort));
  if (place >= 0) return [...others.slice(0, place), ticket, ...others.slice(place)];
  // Behind the last row there may be tickets that are not loaded yet and come before this one.
  return isWhole || at >= 0 ? [...others, ticket] : others;
}

function isBefore(one: StaffTicket, other: StaffTicket, sort: NonNullable<Filter["sort"]>): boolean {
  switch (sort) {
    case "newest":
      return one.createdAt > other.createdAt;
    case "oldest":
      return one.createdAt < other.createdAt;
    case "updated":
      return one.updatedAt >= other.updatedAt;
    case "priority": {
      const more = weight[one.priority] - weight[other.priority];
      return more > 0 || (more === 0 && one.updatedAt >= other.updatedAt);
    }
  }
}
