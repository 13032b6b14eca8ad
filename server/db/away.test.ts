import pg from "pg";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startPostgres } from "../../scripts/testing/postgres.ts";
import { startConversation } from "../testing/conversation.ts";
import { newKey, openDesk, type TestDesk } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { readEvents } from "../testing/event-reader.ts";

describe("a Postgres that goes away under work", () => {
  const { test, desk, talk } = withConversation("postgres");
  let admin: pg.Client;
  let name: string;
  beforeEach(async () => {
    const url = new URL((desk.test.target as { url: string }).url);
    name = url.pathname.slice(1);
    url.pathname = "/postgres";
    admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
  });
  afterEach(() => admin.end());

  const endBackends = () =>
    admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  /** Past what counts refusals of the server's as faults: here they are what is asked for. */
  const fetched = (path: string, init?: RequestInit): Promise<Response> =>
    Promise.resolve(desk.app.fetch(new Request(`https://desk.test${path}`, init)));
  const unwatched = (): TestDesk =>
    Object.create(desk, { app: { value: { request: (path: string, init: RequestInit) => fetched(path, init) } } });
  const submit = (key: string, body = "Words that must not be lost.") =>
    fetched(`${talk.portal}/tickets`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${talk.token}`,
        "Content-Type": "application/json",
        "Idempotency-Key": key,
      },
      body: JSON.stringify({ subject: "Fault", body }),
    });
  const untilAcknowledged = async (key: string, refusals: Response[]): Promise<string> => {
    for (;;) {
      const answer = await submit(key);
      if (answer.status === 201) return ((await answer.json()) as { ticket: { id: string } }).ticket.id;
      refusals.push(answer);
    }
  };

  test("F1: each backend ended again and again under load: nothing acknowledged is lost, nothing doubled, streams go on", async () => {
    const seen = new Set<string>();
    let last: string | undefined;
    /** As a page does: a stream that ends, or cannot be had, goes on after the last event that came. */
    const follow = async (): Promise<void> => {
      let after: string | undefined;
      while (last === undefined || !seen.has(last)) {
        const from = { Cookie: desk.admin, ...(after && { "Last-Event-ID": after }) };
        const stream = await readEvents(unwatched(), "/api/staff/events", from);
        for (let event = stream.status === 200 ? await stream.next() : undefined; event; event = await stream.next()) {
          if (event.data.ticket) seen.add(event.data.ticket.id);
          if (last !== undefined && seen.has(last)) break;
        }
        after = stream.lastId() || after;
        await stream.close();
      }
    };
    const following = follow();
    const kept = new Map<string, string>();
    const refusals: Response[] = [];
    let going = true;
    const work = async (): Promise<void> => {
      while (going) {
        const key = newKey();
        kept.set(key, await untilAcknowledged(key, refusals));
      }
    };
    const working = Promise.all(Array.from({ length: 6 }, work));
    for (let round = 0; round < 8; round++) {
      const before = kept.size;
      await expect.poll(() => kept.size, { interval: 1 }).toBeGreaterThan(before + 2);
      await endBackends();
    }
    going = false;
    await working;

    const rows = await desk.database.read.selectFrom("tickets").select(["id", "idempotency_key as key"]).execute();
    const found = rows.filter(({ key }) => key !== null && kept.has(key));
    expect(Object.fromEntries(found.map(({ key, id }) => [key, id]))).toEqual(Object.fromEntries(kept));
    expect(found.length).toBe(kept.size);
    const allowed = refusals.map(({ status, headers }) => [status, headers.get("Retry-After")]);
    expect(allowed.filter(([status, again]) => !(status === 503 || status === 409) || again === null)).toEqual([]);
    // One more, so that whoever follows has something to come to.
    last = await untilAcknowledged(newKey(), refusals);
    await following;
    expect([...kept.values()].filter((id) => !seen.has(id))).toEqual([]);
  });

  test("F1: turned read-only, it refuses words with 503 and is read on, /readyz says so; then it takes them", async () => {
    const ready = async () => {
      const answer = await fetched("/readyz");
      return [answer.status, ((await answer.json()) as { checks: { database: string } }).checks.database];
    };
    expect(await ready()).toEqual([200, "ok"]);
    await admin.query(`alter database ${name} set default_transaction_read_only = on`);
    await endBackends();
    await expect.poll(ready).toEqual([503, "read-only"]);
    const key = newKey();
    const refused = await submit(key);
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "1"]);
    expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items).toHaveLength(1);
    await admin.query(`alter database ${name} reset default_transaction_read_only`);
    await endBackends();
    await expect.poll(ready).toEqual([200, "ok"]);
    expect((await submit(key)).status).toBe(201);
  });

  test("F1: away as a whole, /readyz says so and every request is told to come again; back, all goes on", async () => {
    await admin.query(`alter database ${name} with allow_connections false`);
    await endBackends();
    await expect.poll(async () => (await fetched("/readyz")).status).toBe(503);
    const answers = await Promise.all([
      submit(newKey()),
      fetched(`${talk.portal}/tickets`, { headers: { Authorization: `Bearer ${talk.token}` } }),
      fetched("/api/staff/tickets", { headers: { Cookie: desk.admin } }),
    ]);
    expect(answers.map(({ status, headers }) => [status, headers.get("Retry-After")])).toEqual([
      [503, "1"],
      [503, "1"],
      [503, "1"],
    ]);
    expect((await fetched("/healthz")).status).toBe(200);
    await admin.query(`alter database ${name} with allow_connections true`);
    await expect.poll(async () => (await fetched("/readyz")).status).toBe(200);
    expect((await submit(newKey())).status).toBe(201);
  });
});

test("F1: stopped and started as a whole, killed and started: what was sent meanwhile arrives once it is back", async () => {
  // Killed, a fast one would forget what it had acknowledged in its last half second.
  const postgres = await startPostgres({ outlivesKills: true });
  onTestFinished(() => postgres.stop());
  const desk = await openDesk("postgres", { ownPostgres: postgres.url });
  onTestFinished(() => desk.close());
  const talk = await startConversation(desk);
  const fetched = async (path: string, init?: RequestInit): Promise<number> =>
    (await desk.app.fetch(new Request(`https://desk.test${path}`, init))).status;
  const submit = (key: string) =>
    fetched(`${talk.portal}/tickets`, {
      method: "POST",
      headers: { Authorization: `Bearer ${talk.token}`, "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ subject: "Fault", body: "Words that must not be lost." }),
    });
  const keys: string[] = [];
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    const [under, away] = [newKey(), newKey()];
    keys.push(under, away);
    const underway = submit(under);
    await postgres.end(signal);
    await underway;
    expect([await submit(away), await fetched("/readyz"), await fetched("/healthz")]).toEqual([503, 503, 200]);
    await postgres.restart();
    await expect.poll(() => submit(away)).toBe(201);
    expect([201, 200]).toContain(await submit(under));
    expect(await fetched("/readyz")).toBe(200);
  }
  const rows = await desk.database.read.selectFrom("tickets").select("idempotency_key as key").execute();
  expect(
    rows
      .map(({ key }) => key)
      .filter((key) => key !== null && keys.includes(key))
      .toSorted(),
  ).toEqual(keys.toSorted());
}, 60_000);
