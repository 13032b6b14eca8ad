import pg from "pg";
import { expect, inject, test } from "vitest";

test("a run has a real Postgres 18 of its own", async () => {
  const client = new pg.Client(inject("postgresUrl"));
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  await client.end();
  expect(rows[0]?.server_version).toMatch(/^18\./);
});
