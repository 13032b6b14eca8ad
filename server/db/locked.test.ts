import { existsSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startConversation } from "../testing/conversation.ts";
import { openDesk } from "../testing/desk.ts";
import { openTestDatabase, type TestDatabase } from "../testing/engines.ts";
import { migrate } from "./migrate.ts";
import { openSqlite } from "./sqlite.ts";
import { submitTicket } from "../testing/verbs.ts";

const fileOf = ({ target }: TestDatabase): string => (target as { file: string }).file;

describe("a SQLite file that another program holds", () => {
  let held: TestDatabase;
  let other: BetterSqlite.Database;
  beforeEach(async () => {
    held = await openTestDatabase("sqlite");
    other = new BetterSqlite(fileOf(held));
  });
  afterEach(async () => {
    other.close();
    await held.close();
  });

  test("F19: a write waits without holding the thread, and is told to come again when that takes too long", async () => {
    const database = openSqlite({ file: fileOf(held), statementTimeoutMs: 60 });
    const note = (name: string) =>
      database.write(({ db }) => db.insertInto("settings").values({ name, value: "x" }).execute());
    other.exec("begin exclusive");
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    await expect(note("first")).rejects.toMatchObject({ status: 503, code: "unavailable", retryAfter: 1 });
    clearInterval(counting);
    // SQLite's own waiting would have let none of them run.
    expect(turns).toBeGreaterThan(2);
    const waiting = [note("second"), note("third")];
    expect(await database.read.selectFrom("settings").select("name").where("name", "=", "first").execute()).toEqual([]);
    other.exec("commit");
    await Promise.all(waiting);
    const names = await database.read
      .selectFrom("settings")
      .select("name")
      .where("value", "=", "x")
      .orderBy("name")
      .execute();
    expect(names.map(({ name }) => name)).toEqual(["second", "third"]);
    other.exec("begin immediate");
    const last = note("fourth").catch((error: unknown) => error);
    await database.close();
    expect(await last).toMatchObject({ status: 503 });
  });
});

test("F19: while another program holds the file, /healthz and reads are answered, and words get in afterwards", async () => {
  const desk = await openDesk("sqlite");
  onTestFinished(() => desk.close());
  const talk = await startConversation(desk);
  const other = new BetterSqlite(fileOf(desk.test));
  other.exec("begin exclusive");
  let answered = false;
  const body = { subject: "Hello", body: "Is somebody there?" };
  const sent = submitTicket(desk, talk.portal, talk.token, body);
  void sent.then(() => (answered = true));
  expect((await desk.ask("/healthz")).status).toBe(200);
  expect((await desk.ask("/readyz")).status).toBe(200);
  expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items).toHaveLength(1);
  expect((await desk.ask("/api/staff/tickets", { cookie: desk.admin })).body.items).toHaveLength(1);
  expect(answered).toBe(false);
  other.exec("commit");
  other.close();
  expect((await sent).status).toBe(201);
});

test("F19: closed without having been read, a file holds all that was written, and needs no log beside it", async () => {
  const test = await openTestDatabase("sqlite");
  const file = `${test.dir}/another.db`;
  const database = openSqlite({ file });
  await migrate(database.writer, "sqlite");
  await database.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  await test.close();
});
