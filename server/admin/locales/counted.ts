/** How many, in words. */
export const customers = (count: number): string => (count === 1 ? "1 customer" : `${count} customers`);
export const tickets = (count: number): string => (count === 1 ? "1 ticket" : `${count} tickets`);
export const rows = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);
