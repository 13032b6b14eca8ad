import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../testing/engines.ts";

async function open() {
  const { database, close } = await openTestDatabase("sqlite");
  onTestFinished(close);
  return database;
}

/** Counts so far that it takes a while, wherever it runs. */
const slow = sql<{
  n: number;
}>`with recursive counted(n) as (select 1 union all select n + 1 from counted where n < 3000000)
  select max(n) as n from counted`;

describe("reading beside the thread that answers", () => {
  it("holds up nobody who reads by a key or writes meanwhile", async () => {
    const { lists, read, write } = await open();
    const order: string[] = [];
    const list = slow.execute(lists).then(({ rows }) => order.push(`list ${rows[0]!.n}`));
    await read.selectFrom("settings").select("name").execute();
    order.push("read");
    await write(({ db }) => db.insertInto("settings").values({ name: "one", value: "1" }).execute());
    order.push("write");
    await list;
    expect(order).toEqual(["read", "write", "list 3000000"]);
  });

  it("answers a second list while a first one takes long", async () => {
    const { lists } = await open();
    const order: string[] = [];
    // Both threads are there.
    const quick = sql`select 1`;
    await Promise.all([quick.execute(lists), quick.execute(lists)]);
    const first = slow.execute(lists).then(() => order.push("long"));
    await lists.selectFrom("settings").select("name").execute();
    order.push("short");
    await first;
    expect(order).toEqual(["short", "long"]);
  });

  it("sees what was committed before it was asked", async () => {
    const { lists, write } = await open();
    for (let n = 0; n < 20; n++) {
      const name = `name ${n}`;
      await write(({ db }) => db.insertInto("settings").values({ name, value: "" }).execute());
      const found = await lists.selectFrom("settings").select("name").where("name", "=", name).execute();
      expect(found).toEqual([{ name }]);
    }
  });

  it("fails with the words and the code of the engine, and goes on", async () => {
    const { lists } = await open();
    const failed = sql`select name from nothing_of_the_kind`.execute(lists);
    await expect(failed).rejects.toMatchObject({
      code: "SQLITE_ERROR",
      message: expect.stringContaining("no such table"),
    });
    expect(await lists.selectFrom("settings").select("name").where("name", "=", "one").execute()).toEqual([]);
  });

  it("keeps the files of two desks apart", async () => {
    const [one, other] = [await open(), await open()];
    await one.write(({ db }) => db.insertInto("settings").values({ name: "whose", value: "one" }).execute());
    const read = (database: typeof one) =>
      database.lists.selectFrom("settings").select("value").where("name", "=", "whose").execute();
    expect(await read(one)).toEqual([{ value: "one" }]);
    expect(await read(other)).toEqual([]);
  });
});
