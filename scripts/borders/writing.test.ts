import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { serverOrder } from "./server-order.ts";
import { tables, writersOfAll } from "./tables.ts";
import { writingObjection } from "./writing.ts";

test.each([
  ["server/customers/store.ts", "updateTable", "customers"],
  ["server/ticket-holders/store.ts", "updateTable", "tickets"],
  ["server/backup/close-doors.ts", "deleteFrom", "sessions"],
  ["server/backup/load-tables.ts", "insertInto", undefined],
  ["server/db/migrations/0017-site-tokens.ts", "updateTable", "customers"],
  ["server/accounts/routes.ts", "selectFrom", "customers"],
])("%s may %s %s", (writer, method, table) => {
  expect(writingObjection(writer, method, table)).toBeUndefined();
});

test.each([
  ["server/accounts/set-password.ts", "updateTable", "customers", "ask customers/"],
  ["server/customers/merge.ts", "updateTable", "tickets", "ask tickets/"],
  ["server/ticket-holders/store.ts", "deleteFrom", "tickets", "ask tickets/"],
  ["server/tickets/store.ts", "insertInto", "ticket_numbers", "ask projects/"],
  ["server/tickets/store.ts", "insertInto", "made_up", "no line"],
  ["server/background/sweep.ts", "deleteFrom", undefined, "name the table"],
])("%s may not %s %s", (writer, method, table, reason) => {
  expect(existsSync(writer)).toBe(true);
  expect(writingObjection(writer, method, table)).toContain(reason);
});

test("every owner and every other writer is a room of the server", () => {
  const lines: { owner: string; also?: object }[] = Object.values(tables);
  const writers = lines.flatMap(({ owner, also = {} }) => [owner, ...Object.values(also).flat()]);
  for (const room of [...writers, ...writersOfAll]) expect(serverOrder.flat()).toContain(room);
});
