/** A page of the tickets that somebody may see in the portal. */
import { pageOf } from "../http/read-query.ts";
import type { Page } from "../contract/portal.ts";
import type { Ticket } from "../contract/tickets.ts";
import type { Database } from "../db/database.ts";
import { cursorAfter, matches, paging, type TicketFilter } from "./list-tickets.ts";
import { ticketQuery } from "./query.ts";
import type { Reader } from "./read-ticket.ts";
import { customerTicket } from "./views.ts";

interface ListRequest extends Pick<TicketFilter, "status" | "q" | "scope"> {
  cursor?: string | undefined;
  limit: number;
}

export async function readTicketList(
  { read, engine }: Pick<Database, "read" | "engine">,
  reader: Reader,
  { status, q, scope = "mine", cursor, limit }: ListRequest,
): Promise<Page<Ticket>> {
  const { orderBy, after } = paging("updated", cursor);
  const rows = await ticketQuery(read)
    .where(matches(reader.who, engine, { status, q, scope }))
    .where(after)
    .orderBy(orderBy)
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => customerTicket(row, reader),
    (last) => cursorAfter("updated", last),
  );
}
