/** What each list asks of its engine: none that grows is read as a whole, or sorted, to show one page of it. */
import { Worker } from "node:worker_threads";
import BetterSqlite from "better-sqlite3";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Conversation, startConversation } from "../testing/conversation.ts";
import { joinDesk } from "../testing/colleague.ts";
import { newKey, openDesk, type TestDesk } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { byKey, lists } from "../testing/lists.ts";
import { type EventReader, readEvents } from "../testing/event-reader.ts";

/** Tables that customers, or time, make longer. */
const growing = [
  "tickets",
  "messages",
  "customers",
  "companies",
  "events",
  "mails",
  "audit",
  "attachments",
  "sessions",
  "pending_changes",
];

describe.each(engines)("F4, S7: lists on %s", (engine) => {
  let desk: TestDesk;
  let talk: Conversation;
  /** Statements, and how often each was given to a driver. */
  const asked = new Map<string, number>();
  beforeEach(async () => {
    const note = (text: unknown): void => {
      if (typeof text === "string" && /^\(?select/.test(text)) asked.set(text, (asked.get(text) ?? 0) + 1);
    };
    // What the drivers are given; nothing is answered in their place.
    const drivers = [
      [BetterSqlite.prototype, "prepare"],
      [pg.Client.prototype, "query"],
      [Worker.prototype, "postMessage"],
    ] as unknown as [Record<string, (...given: unknown[]) => unknown>, string][];
    for (const [prototype, name] of drivers) {
      const original = prototype[name]!;
      vi.spyOn(prototype, name).mockImplementation(function (this: unknown, ...given) {
        const [first] = given;
        note(typeof first === "object" && first !== null && "text" in first ? first.text : first);
        return original.apply(this, given);
      });
    }
    desk = await openDesk(engine);
    talk = await startConversation(desk);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await desk.close();
  });

  const planOf = async (db: BetterSqlite.Database | pg.Client, text: string): Promise<string[]> => {
    if (!(db instanceof pg.Client)) {
      const rows = db.prepare(`explain query plan ${text}`).all(Array((text.match(/\?/g) ?? []).length).fill(1));
      return (rows as { detail: string }[]).map(({ detail }) => detail);
    }
    const { rows } = await db.query<{ "QUERY PLAN": string }>(`explain (generic_plan) ${text}`);
    return rows.map((row) => row["QUERY PLAN"].trim());
  };
  /** Steps of a plan that look at a whole table, or put it in order. */
  const wholeSteps = (plan: string[], text: string): string[] => {
    if (engine === "postgres") {
      const whole = new RegExp(`Seq Scan on (${growing.join("|")})\\b|^(->)?\\s*Sort +\\(`);
      return plan.filter((step) => whole.test(step));
    }
    // SQLite says the same of a walk along the table's own order that ends with the page.
    const isWalk =
      /order by \S+\.("seq"|seq)( asc| desc)? limit/.test(text) || /tickets\.seq as k1 .* order by k1/.test(text);
    return plan.filter(
      (step) =>
        step === "USE TEMP B-TREE FOR ORDER BY" || (!isWalk && growing.some((table) => step === `SCAN ${table}`)),
    );
  };

  /** All that these requests ask, and is asked of everything there is. */
  async function wholes(work: () => Promise<void>): Promise<string[]> {
    asked.clear();
    await work();
    vi.restoreAllMocks();
    const { target } = desk.test;
    const found: string[] = [];
    const look = async (db: BetterSqlite.Database | pg.Client): Promise<void> => {
      for (const text of asked.keys()) {
        const steps = wholeSteps(await planOf(db, text), text);
        if (steps.length > 0) found.push(`${steps.join(", ")}: ${text}`);
      }
    };
    if (target.engine === "sqlite") {
      const db = new BetterSqlite(target.file, { readonly: true });
      await look(db);
      db.close();
      return found;
    }
    const client = new pg.Client({ connectionString: target.url });
    await client.connect();
    // Tables of a test are so small that reading them whole is right. Where there is another way, it is taken then.
    await client.query("set enable_seqscan = off");
    await client.query("set enable_sort = off");
    await look(client);
    await client.end();
    return found;
  }

  test("every route that reads has its questions, so that a new list is asked here too", () => {
    const routes = desk.app.routes.filter(
      ({ method, path }) => method === "GET" && /^\/api\/(portal\/:key|staff)/.test(path),
    );
    const paths = new Set(routes.map(({ path }) => path.replace(/\/$/, "")));
    expect([...Object.keys(lists), ...byKey].toSorted()).toEqual([...paths].toSorted());
  });

  test("every list comes by an index, in its order: of all projects, of several and of one", async () => {
    const { project, ticket, portal, token } = talk;
    const [second] = [await desk.project("Second"), await desk.project("Third")];
    const agent = await joinDesk(desk, "Bo", "agent", [project.id, second.id]);
    const customer = await desk.customer(project.id);
    const made: Record<string, string> = {
      project: project.id,
      ticket: ticket.id,
      inbox: ticket.inbox.id,
      customer: customer.id,
      staff: agent.id,
    };
    const found = await wholes(async () => {
      for (const [route, queries] of Object.entries(lists)) {
        const isPortal = route.startsWith("/api/portal");
        const readers = isPortal
          ? [{ token }, { token: customer.token }]
          : [{ cookie: desk.admin }, ...(route === "/api/staff/audit" ? [] : [{ cookie: agent.cookie }])];
        for (const query of queries) {
          const asked = query.replace(/<(\w+)>/g, (_, name: string) => made[name]!);
          const path = `${isPortal ? `${portal}/tickets` : route}?${asked}`;
          for (const reader of readers) expect([path, (await desk.ask(path, reader)).status]).toEqual([path, 200]);
        }
      }
      expect((await desk.ask(`/api/staff/inboxes/${ticket.inbox.id}`, { cookie: desk.admin })).status).toBe(200);
    });
    // Whatever way a statement takes to its engine, it passes here.
    expect([...asked.keys()].filter((text) => text.includes("from tickets")).length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });

  test("what staff send and can take back is looked for among what waits, and not among all that was undone", async () => {
    const path = `/api/staff/tickets/${talk.ticket.id}` as const;
    const { admin: cookie } = desk;
    await desk.ask("/api/staff/session", { method: "PATCH", body: { undoSeconds: 5 }, cookie });
    const found = await wholes(async () => {
      const sent = await desk.ask(`${path}/messages`, { body: { body: "Soon" }, key: newKey(), cookie });
      expect((await desk.ask(path, { method: "PATCH", body: { status: "solved" }, cookie })).status).toBe(200);
      expect((await desk.ask(path, { cookie })).body.ticket.messages).toHaveLength(3);
      await (await readEvents(desk, "/api/staff/events", { Cookie: cookie })).close();
      const { message } = sent.body;
      expect((await desk.ask(`${path}/undo`, { body: { change: message.id }, cookie })).status).toBe(200);
      desk.pass(5000);
      await desk.jobs.runDue();
    });
    expect(found.filter((one) => one.includes("pending_changes"))).toEqual([]);
  });

  // SQLite's driver is given each statement once, however often it is asked.
  test.runIf(engine === "postgres")("staff who hear of a ticket at the same time share one reading of it", async () => {
    const headers = { Cookie: desk.admin };
    const path = "/api/staff/events";
    const streams = [await readEvents(desk, path, headers), await readEvents(desk, path, headers)];
    const readings = async (type: string, work: () => Promise<unknown>): Promise<number[]> => {
      asked.clear();
      await work();
      for (const stream of streams) await stream.next(type);
      return [...asked]
        .filter(([text]) => text.startsWith('select * from "pending_changes"'))
        .map(([, times]) => times);
    };
    const hers = { Authorization: `Bearer ${talk.token}` };
    let customer: EventReader | undefined;
    const look = async (): Promise<void> => {
      customer = await readEvents(desk, `${talk.portal}/events?ticket=${talk.ticket.id}`, hers);
    };
    // That a customer looks at it says all there is to hear.
    expect(await readings("ticket.live", look)).toEqual([]);
    // Once for the answer, and once for all who hear of it.
    const tags = { method: "PATCH", body: { tags: ["tea"] }, cookie: desk.admin };
    expect(await readings("ticket.updated", () => desk.ask(`/api/staff/tickets/${talk.ticket.id}`, tags))).toEqual([2]);
    await Promise.all([...streams, customer!].map((stream) => stream.close()));
  });

  test("a customer's list, and whoever follows the changes of a portal, look at their own alone", async () => {
    const found = await wholes(async () => {
      expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).status).toBe(200);
      const stream = await readEvents(desk, `${talk.portal}/changes`, { "Last-Event-ID": "1" });
      await stream.close();
    });
    expect(found).toEqual([]);
  });
});
