/** On Postgres two transactions run at once: what ends while somebody comes in by it must end whoever came in, too. */
import { describe, expect, vi } from "vitest";
import { sql } from "kysely";
import { hashSecret } from "./tokens.ts";
import { findCustomer } from "../customers/store.ts";
import { joinVisitor } from "../customers/joining.ts";
import type { Db } from "../db/database.ts";
import { joinDesk } from "../testing/colleague.ts";
import { cookieOf, newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { mailsTo } from "../testing/mailbox.ts";
import { ownProof } from "../testing/own-proof.ts";
import { staffAsk } from "../testing/people.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";
import { submitTicket } from "../testing/verbs.ts";

const email = "mia@mail.test";
const password = "correct horse battery";

describe("S25: what ends while somebody comes in by it lets nobody in (postgres)", () => {
  const { it, desk, talk } = withConversation("postgres", { limits: true });

  const alive = async (token: string | undefined) =>
    token !== undefined && (await desk.ask(`${talk.portal}/session`, { token })).status === 200;

  /** Keeps rows as another request does for a moment. @returns lets go of them */
  const hold = async (take: (db: Db) => Promise<unknown>): Promise<() => Promise<void>> => {
    const gate = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const done = desk.database.write(async ({ db }) => {
      await take(db);
      held.resolve();
      await gate.promise;
    });
    await held.promise;
    return () => {
      gate.resolve();
      return done;
    };
  };
  const holdLimit = (key: string) =>
    hold((db) => db.insertInto("buckets").values({ key, tokens: 50, updated_at: desk.now() }).execute());
  const waiting = (count: number) =>
    vi.waitFor(async () => {
      const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(desk.database.read);
      expect(rows).toHaveLength(count);
    }, 20_000);

  it("an account that its owner stops", async () => {
    const { token } = await desk.customer(talk.project.id, { email });
    const change = { password, proof: await ownProof(desk, talk.portal, email) };
    await desk.ask(`${talk.portal}/customer`, { method: "PATCH", token, body: change });
    const links = (await mailsTo(desk, email)).map(({ secrets }) => secrets["link"]?.split("#stop=")[1]);
    await desk.ask(`${talk.portal}/session/codes`, { body: { email } });
    // Between the look at the password and the session.
    const release = await hold((db) => db.updateTable("sign_in_codes").set({ tries: 0 }).execute());
    const signing = desk.ask(`${talk.portal}/session`, { body: { email, password } });
    await waiting(1);
    const stopping = desk.ask(`${talk.portal}/account-stops`, { body: { token: links.findLast(Boolean) } });
    await waiting(2);
    await release();
    expect((await stopping).status).toBe(204);
    expect(await alive((await signing).body.token)).toBe(false);
  });

  it("a key of a site", async () => {
    const key = await makeSiteKey(desk, talk.project);
    const release = await holdLimit(`identities:${talk.project.id}:u-1`);
    const body = { jwt: siteToken(key, desk.now(), { sub: "u-1" }) };
    const signing = desk.ask(`${talk.portal}/identity`, { body });
    await waiting(1);
    const path = `/projects/${talk.project.id}/identity-keys/${key.kid}`;
    expect((await staffAsk(desk, path, { method: "DELETE" })).status).toBe(204);
    await release();
    expect((await signing).status).toBe(401);
  });

  it("a token of a site", async () => {
    const key = await makeSiteKey(desk, talk.project);
    const body = { jwt: siteToken(key, desk.now(), { sub: "u-1" }) };
    const { token } = (await desk.ask(`${talk.portal}/identity`, { body })).body;
    const release = await hold((db) => db.updateTable("buckets").set({ updated_at: desk.now() }).execute());
    const signing = desk.ask(`${talk.portal}/identity`, { body });
    await waiting(1);
    expect((await desk.ask(`${talk.portal}/session`, { method: "DELETE", token })).status).toBe(204);
    await release();
    expect((await signing).status).toBe(401);
  });

  it("a password of staff that its owner changes", async () => {
    const own = { email: "ada@desk.test", password: "a long enough password" };
    // Between the look at the password and the end of the sign-in.
    const release = await hold((db) => db.updateTable("familiar_networks").set({ seen_at: desk.now() }).execute());
    const signing = desk.ask("/api/staff/session", { body: own });
    await waiting(1);
    const body = { password: "another long password", currentPassword: own.password };
    const changing = staffAsk(desk, "/session", { method: "PATCH", body });
    await waiting(2);
    await release();
    expect((await changing).status).toBe(200);
    const cookie = cookieOf((await signing).headers);
    expect((await staffAsk(desk, "/session", { cookie })).status).toBe(401);
  });

  it("a session of staff whose stream is being opened", async () => {
    const secret = /=(.*)/.exec(desk.admin)![1]!;
    // Between the look at the session and the stream.
    const release = await hold((db) => sql`lock table staff in access exclusive mode`.execute(db));
    const opening = desk.app.request("/api/staff/events", { headers: { Cookie: desk.admin } });
    await waiting(1);
    await desk.database.write(async (tx) => {
      await desk.sessions.end(tx, secret);
      tx.emit({ projectId: "", type: "session.ended" });
    });
    const newest = async () => (await desk.database.read.selectFrom("events").select("seq").execute()).at(-1)!.seq;
    const ended = Number(await newest());
    await vi.waitFor(() => expect(desk.hub.last).toBe(ended));
    await release();
    const stream = (await opening).body!.getReader();
    // It says goodbye, and nothing after that.
    for (let done = false; !done;) ({ done } = await stream.read());
  });

  it("an administrator who makes a key, and is one no more", async () => {
    const bo = await joinDesk(desk, "Bo", "admin");
    const release = await hold(async (db) => {
      await db.updateTable("staff").set({ role: "agent" }).where("id", "=", bo.id).execute();
      await db.updateTable("api_keys").set({ off_at: 1 }).where("created_by", "=", bo.id).execute();
    });
    const making = staffAsk(desk, "/api-keys", { body: { name: "k", scopes: ["customers:read"] }, cookie: bo.cookie });
    await waiting(1);
    await release();
    expect((await making).status).toBe(403);
  });

  it("a session that moves the account to another address", async () => {
    const { id, token } = await desk.customer(talk.project.id, { email });
    const change = { email: "evil@mail.test", proof: await ownProof(desk, talk.portal, email) };
    const { challenge } = (await desk.ask(`${talk.portal}/customer`, { method: "PATCH", token, body: change })).body;
    const { secrets } = (await mailsTo(desk, "evil@mail.test")).at(-1)!;
    const release = await hold((db) => db.updateTable("sign_in_codes").set({ tries: 0 }).execute());
    const body = { challenge, code: secrets["code"] };
    const moving = desk.ask(`${talk.portal}/session/codes/verify`, { body, token });
    await waiting(1);
    const out = await desk.ask(`${talk.portal}/session?all=true`, { method: "DELETE", token });
    expect(out.status).toBe(204);
    await release();
    expect((await moving).status).toBe(401);
    const { email: now } = (await findCustomer(desk.database.read, id))!;
    expect(now).toBe(email);
  });

  const out: [string, () => Promise<{ status: number }>][] = [
    ["everybody", () => staffAsk(desk, `/projects/${talk.project.id}/sessions`, { method: "DELETE" })],
    ["their owner everywhere", () => desk.ask(`${talk.portal}/session?all=true`, { method: "DELETE", token: first })],
  ];
  let first: string;
  it.each(out)("a token of a site, by what signs out %s", async (_, end) => {
    const key = await makeSiteKey(desk, talk.project);
    const body = { jwt: siteToken(key, desk.now(), { sub: "u-1" }) };
    first = (await desk.ask(`${talk.portal}/identity`, { body })).body.token;
    // The last act of a transaction that has something to tell, as both have.
    const release = await hold((db) => sql`select pg_advisory_xact_lock(${7_305_442_019})`.execute(db));
    const signing = desk.ask(`${talk.portal}/identity`, { body, token: talk.token });
    await waiting(1);
    const ending = end();
    await waiting(2);
    await release();
    expect((await ending).status).toBe(204);
    expect(await alive((await signing).body.token)).toBe(false);
    expect((await desk.ask(`${talk.portal}/identity`, { body })).status).toBe(401);
  });

  it("a merge that is taken back while a link to its ticket is made", async () => {
    const [into, from] = [
      await desk.customer(talk.project.id, { email }),
      await desk.customer(talk.project.id, { email: "noor@mail.test" }),
    ];
    const words = { token: from.token, key: newKey(), body: { subject: "Mine", body: "Words." } };
    const { id } = (await desk.ask(`${talk.portal}/tickets`, words)).body.ticket;
    const merged = await staffAsk(desk, `/customers/${from.id}/merge`, { body: { into: into.id } });
    const link = { hash: hashSecret("of another"), ticket_id: id, created_at: desk.now() };
    const release = await hold(async (db) => {
      await db.selectFrom("tickets").select("id").where("id", "=", id).forUpdate().execute();
      await db.insertInto("tracking_links").values(link).execute();
    });
    const path = `/customers/${into.id}/merges/${merged.body.customer.merges[0]!.id}`;
    const undoing = staffAsk(desk, path, { method: "DELETE" });
    await waiting(1);
    await release();
    expect((await undoing).status).toBe(204);
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret: "of another" } })).status).toBe(410);
  });

  it("a customer who is deleted while staff write in their name", async () => {
    const { id } = await desk.customer(talk.project.id, { email });
    const release = await hold((db) => db.deleteFrom("customers").where("id", "=", id).execute());
    const body = { project: talk.project.id, subject: "A call", body: "Words.", customer: id };
    const writing = staffAsk(desk, "/tickets", { body, key: newKey() });
    await waiting(1);
    await release();
    expect((await writing).body.error.fields).toEqual({ customer: "not_allowed" });
  });

  it("a customer who is deleted while they say which tickets are theirs", async () => {
    const named = { subject: "Mine", body: "Words.", email };
    const { id: ticket } = (await submitTicket(desk, talk.portal, talk.token, named)).body.ticket;
    const { id, token } = await desk.customer(talk.project.id, { email });
    const release = await hold(async (db) => {
      await db.deleteFrom("sessions").where("user_id", "=", id).execute();
      await db.deleteFrom("customers").where("id", "=", id).execute();
    });
    const claiming = desk.ask(`${talk.portal}/claims/${ticket}`, { token, body: { mine: true } });
    await waiting(1);
    await release();
    expect((await claiming).status).toBe(401);
  });

  it("a customer who is deleted: the site's word makes another, and what they write waits for that one", async () => {
    const { id, token } = await desk.customer(talk.project.id, { externalId: "u-1" });
    const key = await makeSiteKey(desk, talk.project);
    const release = await hold(async (db) => {
      await db.deleteFrom("sessions").where("user_id", "=", id).execute();
      await db.deleteFrom("customers").where("id", "=", id).execute();
    });
    const signing = desk.ask(`${talk.portal}/identity`, { body: { jwt: siteToken(key, desk.now(), { sub: "u-1" }) } });
    const words = { token, key: newKey(), body: { subject: "Lost", body: "Or is it?" } };
    const writing = desk.ask(`${talk.portal}/tickets`, words);
    await waiting(2);
    await release();
    expect((await writing).status).toBe(401);
    const { status, body } = await signing;
    expect([status, body.customer.id === id]).toEqual([201, false]);
    const again = await desk.ask(`${talk.portal}/tickets`, { ...words, token: body.token });
    expect(again.status).toBe(201);
  });

  it("a link to a ticket that becomes somebody's", async () => {
    const { id } = talk.ticket;
    const path = `${talk.portal}/tickets/${id}/tracking-links` as const;
    const { url } = (await desk.ask(path, { method: "POST", token: talk.token })).body;
    const mia = await desk.customer(talk.project.id, { email });
    const release = await holdLimit(`trackings:${id}`);
    const opening = desk.ask(`${talk.portal}/tracking`, { body: { secret: url.split("#ticket=")[1] } });
    await waiting(1);
    await desk.database.write(async (tx) => {
      const { visitor_id } = await tx.db.selectFrom("tickets").select("visitor_id").executeTakeFirstOrThrow();
      await joinVisitor(tx, desk, { id: mia.id, project_id: talk.project.id, company_id: null }, visitor_id!);
    });
    await release();
    expect((await opening).status).toBe(410);
  });

  it("a visitor whose tickets join an account while a link to one of them is mailed", async () => {
    const { id } = talk.ticket;
    const mia = await desk.customer(talk.project.id, { email });
    const link = { hash: hashSecret("of a mail"), ticket_id: id, created_at: desk.now(), mailed: 1 };
    const release = await hold(async (db) => {
      await db.selectFrom("tickets").select("id").where("id", "=", id).forUpdate().execute();
      await db.insertInto("tracking_links").values(link).execute();
    });
    const joining = desk.database.write(async (tx) => {
      const { visitor_id } = await tx.db.selectFrom("tickets").select("visitor_id").executeTakeFirstOrThrow();
      await joinVisitor(tx, desk, { id: mia.id, project_id: talk.project.id, company_id: null }, visitor_id!);
    });
    await waiting(1);
    await release();
    await joining;
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret: "of a mail" } })).status).toBe(410);
  });
});
