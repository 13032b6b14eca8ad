/** A backup of an older version: its rows come in their own schema, and are of today before anybody sees them. */
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "../config.ts";
import { migrateTo } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { engines, openTestDatabase } from "../testing/engines.ts";
import { emptySchema } from "../testing/older-database.ts";
import { writeArchive } from "./archive.ts";
import { readTables } from "./read-tables.ts";
import { restoreBackup } from "./restore.ts";
import { tableNames } from "./tables.ts";

const never = new AbortController().signal;
const migration = "0003-people";

/** As the released version of that schema wrote it. */
async function writeOlder(dir: string): Promise<string> {
  const database = await openDatabase({ engine: "sqlite", file: join(dir, "older.db") });
  await migrateTo(database.writer, "sqlite", migration);
  // oxlint-disable-next-line no-explicit-any -- rows of an earlier day's schema
  const insert = (table: any, row: any) => database.writer.insertInto(table).values(row).execute();
  const texts = { origins: "[]", permissions: "{}", branding: "{}", types: "[]" };
  const switches = { enabled: 1, login_required: 0, self_registration: 1, password_in_widget: 0 };
  await insert("projects", {
    id: "p",
    key: "p",
    name: "Acme",
    created_at: 1,
    notifications: 0,
    help_docs: 0,
    ...texts,
    ...switches,
  });
  await insert("customers", { id: "c", project_id: "p", name: "Anna", email: "Anna@MÜLLER.test", created_at: 1 });
  const colleague = { password_hash: "x", totp_sealed: null, totp_confirmed_at: null, recovery_codes: "[]" };
  for (const name of ["Ada", "Bo"]) {
    await insert("staff", { ...colleague, id: name, name, email: `${name}@DESK.test`, role: "admin", created_at: 1 });
  }
  const session = { kind: "staff", user_id: "Ada", expires_at: 2 ** 45, ends_at: 2 ** 45, created_at: 1 };
  await insert("sessions", { hash: "s", project_id: null, ...session });
  const { rows } = await sql<{ name: string }>`select name from sqlite_master`.execute(database.read);
  const there = tableNames.filter((table) => rows.some(({ name }) => name === table));
  const path = join(dir, "older.backup");
  await writeArchive(path, never, async (archive) => {
    const head = { format: 1, deskbell: "1.0.0", engine: "sqlite", createdAt: new Date(0).toISOString() };
    await archive.entry("manifest.json", JSON.stringify({ ...head, migration, tables: there }));
    const take = (table: string, lines: string[]) => archive.entry(`tables/${table}/${table}`, `${lines.join("\n")}\n`);
    const sums = await readTables(database.read, "sqlite", take, there);
    await archive.entry("summary.json", JSON.stringify({ ...sums, files: 0, bytes: 0 }));
  });
  await database.close();
  return path;
}

describe.each(engines)("S19: a backup of an older version (%s)", (engine) => {
  test("comes back in the schema of today, with its doors closed, or not at all", async () => {
    const there = await openTestDatabase(engine);
    const path = await writeOlder(there.dir);
    const settings = readConfig({ DATA_DIR: join(there.dir, "new") });
    // An empty place of that engine: what is in a file is put aside by its own way.
    const config: Config = engine === "sqlite" ? settings : { ...settings, database: there.target };
    if (engine === "postgres") await emptySchema(there.database);
    const restore = (admin: string) => {
      const doors = { admins: [admin], keepSessions: false, keepKeys: false, endEverything: false };
      return restoreBackup(path, { config, replace: false, now: () => 1000, signal: never, doors });
    };
    await expect(restore("nobody@desk.test")).rejects.toThrow("Nothing was restored.");
    await restore("ada@desk.test");
    const database = await openDatabase(config.database);
    const { read } = database;
    const staff = await read.selectFrom("staff").select(["email", "off_at"]).orderBy("email").execute();
    expect(staff).toEqual([
      { email: "ada@desk.test", off_at: null },
      { email: "bo@desk.test", off_at: 1000 },
    ]);
    expect(await read.selectFrom("customers").select("email").execute()).toEqual([
      { email: "anna@xn--mller-kva.test" },
    ]);
    expect(await read.selectFrom("sessions").select("hash").execute()).toEqual([]);
    await database.close();
    await there.close();
  });
});
