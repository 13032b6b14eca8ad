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
  if (!postgres) await migrate(database.writer, engine);
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
  await makeTemplate(admin);
  const name = `test_${randomBytes(6).toString("hex")}`;
  await admin.query(`create database ${name} template ${template}`);
  return {
    url: addressOf(name),
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

const template = "migrated";

/** Migrated once in a run and copied for each test, which takes a tenth of the time. Whoever comes second waits. */
async function makeTemplate(admin: pg.Client): Promise<void> {
  await admin.query("select pg_advisory_lock(1)");
  const { rowCount } = await admin.query("select from pg_database where datname = $1", [template]);
  if (!rowCount) {
    const unfinished = `${template}_${randomBytes(6).toString("hex")}`;
    await admin.query(`create database ${unfinished}`);
    const database = await openDatabase({ engine: "postgres", url: addressOf(unfinished) });
    await migrate(database.writer, "postgres");
    await database.close();
    await admin.query(`alter database ${unfinished} rename to ${template}`);
  }
  await admin.query("select pg_advisory_unlock(1)");
}

function addressOf(database: string): string {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  return url.href;
}
