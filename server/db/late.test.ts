/** A Postgres that keeps its connections and does not answer: nobody waits for it for ever, and nothing is done twice. */
import { createConnection } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/testing/free-port.ts";
import { newKey, type TestDesk } from "../testing/desk.ts";
import { sharedConversation } from "../testing/with-desk.ts";
import { isAway } from "./away.ts";
import { openPostgres } from "./postgres.ts";

describe("a Postgres that is there and does not answer", () => {
  const { desk, talk } = sharedConversation("postgres", { statementTimeoutMs: 500 });
  let other: pg.Client;
  const stopped: number[] = [];
  const goOn = (): void => {
    for (const pid of stopped.splice(0)) process.kill(pid, "SIGCONT");
  };
  beforeAll(async () => {
    other = new pg.Client({ connectionString: urlOf(desk) });
    await other.connect();
  });
  afterEach(goOn);
  afterAll(() => other.end());

  const urlOf = ({ test: { target } }: TestDesk): string => (target as { url: string }).url;
  /** Past what counts refusals of the server's as faults: here they are what is asked for. */
  const fetched = (path: string, init?: RequestInit): Promise<Response> =>
    Promise.resolve(desk.app.fetch(new Request(`https://desk.test${path}`, init)));
  const read = () => fetched(`${talk.portal}/tickets`, { headers: { Authorization: `Bearer ${talk.token}` } });
  const submit = (key: string) =>
    fetched(`${talk.portal}/tickets`, {
      method: "POST",
      headers: { Authorization: `Bearer ${talk.token}`, "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ subject: "Fault", body: "Words that must not be lost." }),
    });
  const said = ({ status, headers }: Response) => [status, headers.get("Retry-After")];
  const others = "datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";

  /** Each while it waits for work: one that is stopped at work may hold what other tests' databases need. */
  const stopAll = async (): Promise<void> => {
    const find = (more: string) =>
      other.query<{ pid: number }>(`select pid from pg_stat_activity where ${others} ${more}`);
    await expect.poll(async () => (await find("and state <> 'idle'")).rows).toEqual([]);
    for (const { pid } of (await find("")).rows) {
      process.kill(pid, "SIGSTOP");
      stopped.push(pid);
    }
  };

  test("F1: frozen with all its connections, every request is told to come again, and new connections take over", async () => {
    expect((await Promise.all([read(), read(), read()])).map(said)).toEqual(Array(3).fill([200, null]));
    await stopAll();
    const key = newKey();
    const answers = await Promise.all([submit(key), read(), fetched("/readyz")]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(said(answers[0])).toEqual([503, "1"]);
    // Whatever connections are left to find out about.
    await Promise.all(Array.from({ length: 10 }, read));
    expect((await submit(key)).status).toBe(201);
    goOn();
    const kept = desk.database.read.selectFrom("tickets").select("id").where("idempotency_key", "=", key);
    expect(await kept.execute()).toHaveLength(1);
  });

  test("F1: a table that somebody holds costs a request 503, and leaves nobody waiting on the server", async () => {
    await other.query("begin");
    await other.query("lock table tickets in access exclusive mode");
    expect(said(await read())).toEqual([503, "1"]);
    const waiting = await other.query(`select 1 from pg_stat_activity where ${others} and wait_event_type = 'Lock'`);
    expect(waiting.rows).toEqual([]);
    await other.query("rollback");
    expect((await read()).status).toBe(200);
  });

  test.each([
    ["lost", 1, "deferred", "pg_terminate_backend(pg_backend_pid())"],
    ["late", 1, "deferred", "pg_sleep(1)"],
    ["not even asked for", 4, "immediate", "pg_terminate_backend(pg_backend_pid())"],
  ])("F1: a write whose commit is %s is begun %i times at most", async (_, most, when, fate) => {
    await other.query(`
      create or replace function fate() returns trigger language plpgsql as
        $$ begin perform ${fate}; return null; end $$;
      drop trigger if exists fate on settings;
      create constraint trigger fate after insert on settings deferrable initially ${when}
        for each row execute function fate();
    `);
    let runs = 0;
    const written = desk.database.write(async ({ db }) => {
      runs += 1;
      await db
        .insertInto("settings")
        .values({ name: `when ${fate}`, value: when })
        .execute();
    });
    const error: unknown = await written.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect([isAway(error), runs]).toEqual([true, most]);
  });

  test("F1: jobs and migrations take as long as they take", async () => {
    const slowly = sql`select pg_sleep(0.7)`;
    await expect(slowly.execute(desk.database.read)).rejects.toThrow("statement timeout");
    const { unhurried, writer } = desk.test.database;
    await Promise.all([slowly.execute(unhurried.read), slowly.execute(writer)]);
  });

  test("F1: who listens for events looks whether anybody is still there, and hears again", async () => {
    const listener = openPostgres({ url: urlOf(desk), statementTimeoutMs: 100, askEveryMs: 50 });
    let heard = 0;
    listener.onEvents(() => (heard += 1));
    await expect.poll(() => heard).toBeGreaterThan(0);
    await stopAll();
    const before = heard;
    await expect.poll(() => heard).toBeGreaterThan(before);
    goOn();
    await listener.close();
  });

  test("F1: only what the database itself refuses means that it is away", async () => {
    const port = await freePort();
    const refusedByOthers = await new Promise((resolve) => createConnection(port, "127.0.0.1").once("error", resolve));
    expect([refusedByOthers, isAway(refusedByOthers)]).toMatchObject([{ code: "ECONNREFUSED" }, false]);
    const gone = openPostgres({ url: `postgres://postgres@127.0.0.1:${port}/postgres`, ear: false });
    const refused: unknown = await gone.readOnly().catch((error: unknown) => error);
    expect([refused, isAway(refused)]).toMatchObject([{ code: "ECONNREFUSED" }, true]);
    await gone.close();
  });
});
