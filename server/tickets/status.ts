/** When a ticket changes its status by itself. Staff may set any status at any time. */
import type { TicketStatus } from "../contract/tickets.ts";

export const statuses = ["new", "open", "waiting", "on-hold", "solved", "closed"] as const satisfies TicketStatus[];
export const priorities = ["low", "normal", "high", "urgent"] as const;

const reopenWindow = 14 * 24 * 3_600_000;

/** A first answer moves a ticket on; later ones leave staff's own choice alone, but for tickets that customers reopened. */
export const afterStaffReply = (status: TicketStatus): TicketStatus =>
  status === "new" || status === "open" ? "waiting" : status;

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
  if (status === "closed" && closedAt !== null && now - closedAt > reopenWindow) return "follow-up";
  return "open";
}
