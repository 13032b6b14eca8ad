import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "citty";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { backup } from "./backup.ts";
import { doctor } from "./doctor.ts";
import { importCommand } from "./import.ts";
import { rotateKey } from "./rotate-key.ts";
import { staffCommand } from "./staff.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "deskbell-no-desk-"));
  writeFileSync(join(dir, "people.csv"), "email\nmia@mail.test\n");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const commands = {
  "staff add": [staffCommand, "add", "mia@desk.test"],
  doctor: [doctor],
  backup: [backup, "people.backup"],
  "import customers": [importCommand, "customers", "people.csv", "--project", "acme-7f3k9q"],
  "rotate-key": [rotateKey, "--lost", "--yes"],
} as const;

describe.each(Object.entries(commands))("F19: %s makes no desk where there is none", (name, [command, ...words]) => {
  const run = (env: Record<string, string>) =>
    runCommand(command({ version: "test", built: "", env, say: () => {} }) as never, {
      rawArgs: words.map((word) => (/^people\./.test(word) ? join(dir, word) : word)),
    });

  test("in a folder that is not there: the folder is named, and is not made", async () => {
    await expect(run({ DATA_DIR: join(dir, "mistyped") })).rejects.toThrow(
      `There is no desk in ${join(dir, "mistyped")}.`,
    );
    expect(readdirSync(dir)).toEqual(["people.csv"]);
  });

  test("in a file of another program, which stays as it was byte for byte", async () => {
    mkdirSync(join(dir, "other"));
    const file = join(dir, "other", "app.db");
    const { default: BetterSqlite } = await import("better-sqlite3");
    new BetterSqlite(file).exec("create table settings (name)").close();
    const before = readFileSync(file);
    await expect(run({ DATA_DIR: join(dir, "mistyped"), DATABASE_URL: `sqlite:${file}` })).rejects.toThrow(
      "There is no desk in",
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(dir, "other"))).toEqual(["app.db"]);
  });

  test("in an empty database of Postgres, where no table is made", async () => {
    const url = inject("postgresUrl");
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const database = `none_${name.replace(/\W/g, "_")}_${process.pid}`;
    await admin.query(`create database ${database}`);
    try {
      const place = new URL(url);
      place.pathname = `/${database}`;
      await expect(
        run({ DATA_DIR: join(dir, "mistyped"), DATABASE_URL: place.href, SECRET_KEY: "0123456789abcdef".repeat(4) }),
      ).rejects.toThrow("There is no desk in");
      const inside = new pg.Client({ connectionString: place.href });
      await inside.connect();
      const { rows } = await inside.query("select relname from pg_class where relnamespace = 'public'::regnamespace");
      await inside.end();
      expect(rows).toEqual([]);
    } finally {
      await admin.query(`drop database ${database} with (force)`);
      await admin.end();
    }
  });
});
