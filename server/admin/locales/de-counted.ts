/** How many, in German words. */
export const customers = (count: number): string => (count === 1 ? "1 Kunde" : `${count} Kunden`);
export const tickets = (count: number): string => (count === 1 ? "1 Ticket" : `${count} Tickets`);
export const rows = (count: number): string => (count === 1 ? "1 Zeile" : `${count} Zeilen`);
