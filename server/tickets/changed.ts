import type { TicketRow } from "./store.ts";

/** @returns what differs from the ticket as it is; undefined where nothing does */
export function changed<Values extends Partial<TicketRow>>(ticket: TicketRow, values: Values): Values | undefined {
  const differing = Object.entries(values).filter(([column, value]) => ticket[column as keyof TicketRow] !== value);
  return differing.length > 0 ? (Object.fromEntries(differing) as Values) : undefined;
}
