/** Opens an empty, migrated database on each engine; what a test makes is gone after it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { Engine } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { type OpenedDatabase, openDatabase } from "../db/open.ts";

export const engines = ["sqlite", "postgres"] as const satisfies Engine[];

export interface TestDatabase {
  database: OpenedDatabase;
  /** A folder of this test alone. */
  dir: string;
  /** Where the same database can be opened once more, as by another process. */
  target: Parameters<typeof openDatabase>[0];
  close(): Promise<void>;
}

export async function openTestDatabase(engine: Engine, now?: () => number): Promise<TestDatabase> {
  const dir = mkdtempSync(join(tmpdir(), "deskbell-test-"));
  const postgres = engine === "postgres" ? await makePostgresDatabase() : undefined;
  const target = postgres
    ? { engine: "postgres" as const, url: postgres.url }
    : { engine: "sqlite" as const, file: join(dir, "deskbell.db") };
  const database = await openDatabase(target, now ? { now } : {});
  await migrate(database.writer, engine);
  return {
    database,
    dir,
    target,
    async close() {
      await database.close();
      await postgres?.drop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function makePostgresDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await admin.query(`create database ${name}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
