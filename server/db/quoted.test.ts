import { sql } from "kysely";
import { expect } from "vitest";
import { withDesk } from "../testing/with-desk.ts";

const { test, desk } = withDesk("sqlite");

test("a question mark within quotes is refused instead of being taken for a value", async () => {
  const { read } = desk.database;
  const quoted = sql`select 'why?' as word where 1 = ${1}`.execute(read);
  await expect(quoted).rejects.toThrow("question mark in quotes");
  const { rows } = await sql<{ word: string }>`select ${"why?"} as word, 'it''s' as other where 1 = ${1}`.execute(read);
  expect(rows).toEqual([{ word: "why?", other: "it's" }]);
});
