/** Opens a migrated database on each engine; what a test makes is gone after it. */
import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/** What a database begins with. Made once in a run and copied for each test, which takes a tenth of the time. */
export interface Template {
  /** Of letters alone; the same name is the same template. */
  name: string;
  now?: () => number;
  /** Fills an empty, migrated database. @returns what a test has to know about it */
  fill(made: Made): Promise<string>;
}

type Made = Pick<TestDatabase, "database" | "dir">;

const empty: Template = { name: "migrated", fill: () => Promise.resolve("") };

export interface DatabaseOptions {
  /** How long a request waits for one statement, in milliseconds. */
  statementTimeoutMs?: number;
  /** An empty database on a Postgres of the test's own, which it may stop. */
  ownPostgres?: string;
}

export async function openTestDatabase(
  engine: Engine,
  now?: () => number,
  template = empty,
  { ownPostgres, statementTimeoutMs }: DatabaseOptions = {},
): Promise<TestDatabase & { known: string }> {
  const dir = mkdtempSync(join(tmpdir(), "deskbell-test-"));
  const copy = { sqlite: copyFile, postgres: copyPostgres }[engine];
  const { target, known, drop } = await (ownPostgres ? fill(ownPostgres, dir, template) : copy(dir, template));
  const database = await openDatabase(target, {
    ...(now && { now }),
    ...(statementTimeoutMs && { statementTimeoutMs }),
  });
  return {
    database,
    dir,
    target,
    known,
    async close() {
      await database.close();
      await drop?.();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

type Target = TestDatabase["target"];

async function make(target: Target, dir: string, { now, fill }: Template): Promise<string> {
  const database = await openDatabase(target, now ? { now } : {});
  try {
    await migrate(database.writer, target.engine);
    return await fill({ database, dir });
  } finally {
    await database.close();
  }
}

interface Copied {
  target: Target;
  /** What its template has to say. */
  known: string;
  drop?: () => Promise<void>;
}

async function fill(url: string, dir: string, template: Template): Promise<Copied> {
  const target = { engine: "postgres" as const, url };
  return { target, known: await make(target, dir, template) };
}

async function copyFile(dir: string, template: Template): Promise<Copied> {
  const folder = join(inject("templates"), template.name);
  if (!existsSync(folder)) {
    const unfinished = mkdtempSync(`${folder}-`);
    const known = await make({ engine: "sqlite", file: join(unfinished, "deskbell.db") }, unfinished, template);
    writeFileSync(join(unfinished, "known"), known);
    try {
      renameSync(unfinished, folder);
    } catch {
      // Another worker was first, and its template is there.
      rmSync(unfinished, { recursive: true });
    }
  }
  const file = join(dir, "deskbell.db");
  copyFileSync(join(folder, "deskbell.db"), file);
  return { target: { engine: "sqlite", file }, known: readFileSync(join(folder, "known"), "utf8") };
}

async function copyPostgres(dir: string, template: Template): Promise<Copied> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  const known = await makePostgresTemplate(admin, dir, template).catch(async (error: unknown) => {
    // The lock goes with the connection; held on, it would keep every other worker waiting for good.
    await admin.end();
    throw error;
  });
  const name = `test_${randomBytes(6).toString("hex")}`;
  await admin.query(`create database ${name} template ${template.name}`);
  return {
    target: { engine: "postgres", url: addressOf(name) },
    known,
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** Whoever comes second waits. What the template has to say is the comment on its database. */
async function makePostgresTemplate(admin: pg.Client, dir: string, template: Template): Promise<string> {
  const { name } = template;
  const find = async (): Promise<string | undefined> => {
    const query = "select shobj_description(oid, 'pg_database') as known from pg_database where datname = $1";
    const { rows } = await admin.query<{ known: string }>(query, [name]);
    return rows[0]?.known;
  };
  await admin.query("select pg_advisory_lock(1)");
  let known = await find();
  if (known === undefined) {
    const unfinished = `${name}_${randomBytes(6).toString("hex")}`;
    await admin.query(`create database ${unfinished}`);
    known = `known: ${await make({ engine: "postgres", url: addressOf(unfinished) }, dir, template)}`;
    await admin.query(`comment on database ${unfinished} is ${pg.escapeLiteral(known)}`);
    await admin.query(`alter database ${unfinished} rename to ${name}`);
  }
  await admin.query("select pg_advisory_unlock(1)");
  return known.slice("known: ".length);
}

function addressOf(database: string): string {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  return url.href;
}
