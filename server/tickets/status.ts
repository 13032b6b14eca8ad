/** When a ticket changes its status by itself. Staff may set any status at any time. */
import type { TicketStatus, TicketStatuses } from "../contract/tickets.ts";

const kinds: TicketStatuses = {
  new: "unfinished",
  open: "unfinished",
  waiting: "unfinished",
  "on-hold": "unfinished",
  solved: "settled",
  closed: "settled",
};
export const statuses = Object.keys(kinds) as TicketStatus[];
export const unfinished = statuses.filter((status) => kinds[status] === "unfinished");

/** Staff have the next word. */
export const unanswered = ["new", "open"] as const satisfies readonly TicketStatus[];

export const priorities = ["low", "normal", "high", "urgent"] as const;

const reopenWindowMs = 14 * 24 * 3_600_000;

/** Nobody was at it: a customer who writes opens it again, which is news. */
export const isPutAside = (status: TicketStatus): boolean => kinds[status] === "settled" || status === "on-hold";

/** A first answer moves a ticket on; later ones leave staff's own choice alone, but for tickets that customers reopened. */
export const afterStaffReply = (status: TicketStatus): TicketStatus =>
  status === "new" || status === "open" ? "waiting" : status;

/** An answer that takes effect after somebody else has moved the ticket: their word on the status stays. */
export const afterLateAnswer = (status: TicketStatus): TicketStatus => (status === "new" ? "open" : status);

/**
 * @param closedAt milliseconds; null unless closed
 * @returns "follow-up" where the ticket has been closed for so long that a reply starts a new, linked one
 */
export function afterCustomerReply(
  status: TicketStatus,
  closedAt: number | null,
  now: number,
): TicketStatus | "follow-up" {
  if (status === "new") return "new";
  if (status === "closed" && closedAt !== null && now - closedAt > reopenWindowMs) return "follow-up";
  return "open";
}
