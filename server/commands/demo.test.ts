/**
 * The demo is started on a port of shops that is taken, so that it ends by itself: that comes last, after the examples
 * are filled in.
 */
import { runCommand } from "citty";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "../db/migrate.ts";
import { openDatabase } from "../db/open.ts";
import { seed } from "../demo/seed.ts";
import { openDesk, type TestDesk } from "../testing/desk.ts";
import { engines, openTestDatabase, type TestDatabase } from "../testing/engines.ts";
import { demo } from "./demo.ts";
import { otherPort } from "./running.ts";

const SECRET_KEY = "0123456789abcdef0123456789abcdef";

let taken: Server;
let port: number;
beforeEach(async () => {
  taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  ({ port } = taken.address() as AddressInfo);
});
afterEach(async () => {
  taken.close();
  await once(taken, "close");
});

/** @returns the sentence it ends with */
async function demoOn(dir: string, env: Record<string, string>, sitePort = port): Promise<string> {
  const program = {
    version: "test",
    built: resolve("dist"),
    env: { DATA_DIR: dir, LOG_LEVEL: "silent", SECRET_KEY, ...env },
    say: () => undefined,
  };
  const ending = runCommand(demo(program), { rawArgs: ["--site-port", String(sitePort)] });
  return ending.then(
    () => "",
    (error: Error) => error.message,
  );
}

const urlOf = ({ target }: TestDatabase): string => (target.engine === "sqlite" ? `sqlite:${target.file}` : target.url);

const refusal =
  "The database of DATABASE_URL holds staff or projects that no demo made, so nothing was filled in there: " +
  "unset DATABASE_URL for this command, or let it name an empty database.";
const shopsRefused = "is taken by another program. Choose another for the shops";

describe.each(engines)("the demo keeps to what is its own (%s)", (engine) => {
  let desk: TestDesk | undefined;
  let test: TestDatabase | undefined;
  afterEach(async () => {
    await desk?.close();
    await test?.close();
    desk = test = undefined;
  });

  const namesIn = async ({ database }: TestDatabase): Promise<string[]> => {
    const rows = await database.read.selectFrom("projects").select("name").orderBy("name").execute();
    return rows.map(({ name }) => name);
  };

  it("fills an empty database, and knows it again when it is started again", async () => {
    test = await openTestDatabase(engine);
    const env = { DATABASE_URL: urlOf(test), PORT: "0" };
    expect(await demoOn(test.dir, env)).toContain(shopsRefused);
    const names = await namesIn(test);
    expect(names).toContain("Willow Tea");
    const marks = test.database.read.selectFrom("settings").select("value").where("name", "=", "demo_made");
    expect(await marks.execute()).toEqual([{ value: "1" }]);
    expect(await demoOn(test.dir, env)).toContain(shopsRefused);
    expect(await namesIn(test)).toEqual(names);
  });

  it("knows one again that was ended before its shop was opened", async () => {
    test = await openTestDatabase(engine);
    await migrate(test.database.writer, engine);
    await seed(test.database, Date.now());
    const env = { DATABASE_URL: urlOf(test), PORT: "0" };
    expect(await demoOn(test.dir, env)).toBe(refusal);
    await test.database.write(({ db }) =>
      db.insertInto("settings").values({ name: "demo_made", value: "1" }).execute(),
    );
    expect(await demoOn(test.dir, env)).toContain(shopsRefused);
  });

  it("knows a demo from before there was a mark by what its shop left", async () => {
    test = await openTestDatabase(engine);
    const env = { DATABASE_URL: urlOf(test), PORT: "0" };
    await demoOn(test.dir, env);
    await test.database.write(({ db }) => db.deleteFrom("settings").where("name", "=", "demo_made").execute());
    expect(await demoOn(test.dir, env)).toContain(shopsRefused);
  });

  it("refuses somebody's desk, with projects or only with staff, and leaves it as it was", async () => {
    desk = await openDesk(engine);
    const env = { DATABASE_URL: urlOf(desk.test), PORT: "0" };
    const settings = () => desk!.database.read.selectFrom("settings").selectAll().orderBy("name").execute();
    const before = await settings();
    expect(await demoOn(desk.test.dir, env)).toBe(refusal);
    expect(await namesIn(desk.test)).toEqual([]);
    await desk.project("Acme");
    expect(await demoOn(desk.test.dir, env)).toBe(refusal);
    expect([await namesIn(desk.test), await settings()]).toEqual([["Acme"], before]);
  });
});

it("goes on with the file of a demo folder that has no mark at all, and with none elsewhere", async () => {
  const test = await openTestDatabase("sqlite");
  const unmarked = async (folder: string): Promise<string> => {
    const file = join(test.dir, folder, "deskbell.db");
    mkdirSync(join(test.dir, folder));
    const database = await openDatabase({ engine: "sqlite", file });
    await migrate(database.writer, "sqlite");
    await seed(database, Date.now());
    await database.close();
    return `sqlite:${file}`;
  };
  await unmarked("demo");
  expect(await demoOn(test.dir, { PORT: "0" })).toContain(shopsRefused);
  expect(await demoOn(test.dir, { PORT: "0", DATABASE_URL: await unmarked("elsewhere") })).toBe(refusal);
  await test.close();
});

it("names another port when the desk's is taken, and one for the shops that works together with it", async () => {
  const test = await openTestDatabase("sqlite");
  const { dir } = test;
  expect(await demoOn(dir, { PORT: String(port) }, port + 1)).toBe(
    `Port ${port} on 127.0.0.1 is taken by another program. Stop that one, or choose another port: PORT=${otherPort(port, 0)} …`,
  );
  expect(await demoOn(dir, { PORT: "0" })).toBe(
    `Port ${port} is taken by another program. Choose another for the shops: PORT=0 npm start -- --site-port ${otherPort(port, 0)}`,
  );
  await test.close();
});

it.each([
  ["the desk, by default", 3000, 3001, 3010],
  ["the shops, by default", 3001, 3000, 3011],
  ["the shops, once the desk has moved", 3001, 3010, 3011],
  ["the desk, ten below the shops", 2991, 3001, 3011],
  ["the shops, ten below the desk", 2990, 3000, 3010],
  ["the last port there is", 65_535, 65_525, 65_515],
])("the port to try in place of that of %s is free of the other", (_whose, one, other, next) => {
  expect(otherPort(one, other)).toBe(next);
});
