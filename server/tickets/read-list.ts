/** A page of the tickets that somebody may see in the portal. */
import { may } from "../access/rules.ts";
import type { Page } from "../contract/portal.ts";
import type { Ticket } from "../contract/tickets.ts";
import type { Database } from "../db/database.ts";
import type { TicketFilter } from "./list/filter.ts";
import { findPage, pageOfFound } from "./list/list.ts";
import { ticketsBySeq } from "./query.ts";
import type { Reader } from "./read-ticket.ts";
import { customerTicket } from "./views.ts";

interface ListRequest extends Pick<TicketFilter, "status" | "scope"> {
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export async function readTicketList(
  database: Pick<Database, "read" | "lists" | "engine">,
  reader: Reader,
  { status, q, scope = "mine", cursor, limit }: ListRequest,
): Promise<Page<Ticket>> {
  const page = await findPage(database, reader.who, { filter: { status, scope }, q, sort: "updated", cursor, limit });
  const rows = await ticketsBySeq(database, page.seqs);
  // Asked once more of the rows themselves: one may have become somebody else's since it was found.
  const theirs = rows.filter((row) => may(reader.who, "read", row));
  return pageOfFound(page, theirs, (row) => customerTicket(row, reader));
}
