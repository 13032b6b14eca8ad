import { describe, expect } from "vitest";
import { openDatabase } from "../db/open.ts";
import { scheduleSweep } from "../background/sweep.ts";
import { attack, tried } from "../testing/attack.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { createLimiter } from "./limits.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("nobody takes more than their share (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, { limits: true });

  const from = (address: string) => ({ "X-Forwarded-For": address });
  const submit = (extra: object = {}, token = talk.token, address = "192.0.2.1") =>
    submitTicket(desk, talk.portal, token, { subject: "Hi", body: "x", ...extra }, { headers: from(address) });

  it("makes 20 visitors an hour for one network and tells when to come back", async () => {
    const make = (address: string) => desk.ask(`${talk.portal}/visitors`, { method: "POST", headers: from(address) });
    for (let i = 0; i < 20; i++) expect((await make("198.51.100.7")).status).toBe(201);
    const refused = await make("198.51.100.7");
    expect([refused.status, refused.body.error.code, refused.headers.get("Retry-After")]).toEqual([
      429,
      "too_many_requests",
      "180",
    ]);
    expect((await make("198.51.100.8")).status).toBe(201);
    desk.pass(181_000);
    expect((await make("198.51.100.7")).status).toBe(201);
  });

  it("counts a /64 of IPv6 as one network, and believes only its own proxy", async () => {
    const make = (forwarded: string) =>
      desk.ask(`${talk.portal}/visitors`, { method: "POST", headers: from(forwarded) });
    for (let i = 0; i < 20; i++) await make(`10.0.0.${i}, 2001:db8:1:2::${i}`);
    expect((await make("10.9.9.9, 2001:db8:1:2:ffff::1")).status).toBe(429);
    expect((await make("2001:db8:1:3::1")).status).toBe(201);
  });

  it("holds tickets over 30 an hour from a network for staff, and loses none", async () => {
    for (let i = 0; i < 32; i++) expect((await submit({ email: "a@b.test" })).status).toBe(201);
    const held = await desk.ask("/api/staff/tickets?held=true&limit=100", { cookie: desk.admin });
    expect(held.body.items).toHaveLength(2);
    const counts = async () => (await desk.ask("/api/staff/tickets/counts", { cookie: desk.admin })).body.counts;
    const before = await counts();
    const shown = await desk.ask("/api/staff/tickets?status=new&held=false&limit=100", { cookie: desk.admin });
    expect([before.held, before.new]).toEqual([2, shown.body.items.length]);
    const { id } = held.body.items[0]!;
    const released = await desk.ask(`/api/staff/tickets/${id}`, {
      method: "PATCH",
      body: { held: false },
      cookie: desk.admin,
    });
    expect(released.body.ticket.held).toBe(false);
    expect(await counts()).toMatchObject({ held: 1, new: before.new + 1 });
  });

  it("S5: takes 100 tickets an hour of one visitor, more than anybody writes, and goes on taking those of others", async () => {
    const keys = Array.from({ length: 100 }, newKey);
    const send = (key: string) =>
      desk.ask(`${talk.portal}/tickets`, { body: { subject: "Hi", body: "x" }, token: talk.token, key });
    for (const key of keys.slice(1)) expect((await send(key)).status).toBe(201);
    const late = newKey();
    const refused = await send(late);
    expect([refused.status, refused.body.error.code, refused.headers.get("Retry-After")]).toEqual([
      429,
      "too_many_requests",
      "36",
    ]);
    expect((await send(keys[99]!)).status).toBe(201);
    expect((await submit({}, await desk.visitor(talk.project.portal.key))).status).toBe(201);
    desk.pass(36_000);
    expect((await send(late)).status).toBe(201);
  }, 30_000);

  it("S5: a link that is made again and again wakes no stream for nothing, and not without end", async () => {
    const make = () =>
      desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/tracking-links`, { method: "POST", token: talk.token });
    const ends = () =>
      desk.database.read.selectFrom("events").select("type").where("type", "=", "session.ended").execute();
    const before = await ends();
    for (let i = 0; i < 3; i++) expect((await make()).status).toBe(201);
    expect(await ends()).toEqual(before);
    const { visitor_id } = await desk.database.read
      .selectFrom("tickets")
      .select("visitor_id")
      .where("id", "=", talk.ticket.id)
      .executeTakeFirstOrThrow();
    await desk.database.write((tx) => desk.limiter.require(tx, "changes", `visitor:${visitor_id}`, 297));
    expect((await make()).status).toBe(429);
  });

  it("S5: tells a network or visitor that has had enough without waiting for those who write", async () => {
    const make = () => desk.ask(`${talk.portal}/visitors`, { method: "POST", headers: from("198.51.100.7") });
    for (let i = 0; i < 20; i++) await make();
    const last = newKey();
    const send = (key: string) =>
      desk.ask(`${talk.portal}/tickets`, { body: { subject: "Hi", body: "x" }, token: talk.token, key });
    expect((await send(last)).status).toBe(201);
    const { visitor_id } = await desk.database.read
      .selectFrom("tickets")
      .select("visitor_id")
      .executeTakeFirstOrThrow();
    const whose = `visitor:${visitor_id}`;
    await desk.database.write((tx) => desk.limiter.take(tx, "ticketsOfVisitor", whose, 98));
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const writing = desk.database.write(() => over);
    const refused = await Promise.all([make(), send(newKey())]);
    expect(refused.map(({ status, headers }) => [status, headers.get("Retry-After")])).toEqual([
      [429, "180"],
      [429, "36"],
    ]);
    end();
    await writing;
    expect((await send(last)).status).toBe(201);
  });

  it("takes 30 tickets an hour from a signed-in customer, and a repetition of one that it took at any time", async () => {
    const customer = await desk.customer(talk.project.id);
    const send = (key: string, body = "x", token = customer.token) =>
      desk.ask(`${talk.portal}/tickets`, { body: { subject: "Hi", body }, token, key });
    const keys = Array.from({ length: 30 }, newKey);
    const taken = [];
    for (const key of keys) taken.push(await send(key));
    expect(taken.map(({ status }) => status)).toEqual(keys.map(() => 201));
    const late = newKey();
    const refused = await send(late);
    expect([refused.status, refused.body.error.code, refused.headers.get("Retry-After")]).toEqual([
      429,
      "too_many_requests",
      "120",
    ]);
    const again = await send(keys[29]!);
    expect([again.status, again.body.ticket.id]).toEqual([201, taken[29]!.body.ticket.id]);
    expect((await send(keys[29]!, "y")).body.error.code).toBe("key_reused");
    const other = await desk.customer(talk.project.id);
    expect((await send(newKey(), "x", other.token)).status).toBe(201);
    const mine = await desk.ask(`${talk.portal}/tickets?limit=100`, { token: customer.token });
    expect(mine.body.items).toHaveLength(30);
    desk.pass(120_000);
    expect((await send(late)).status).toBe(201);
  });

  it("mails at most three receipts an hour to one address that nobody has proven, with no word of the sender's", async () => {
    attack(18);
    for (let i = 0; i < 6; i++)
      await submit({
        subject: "BUY at spam.test",
        body: "now",
        name: "Spam",
        email: i % 2 ? "victim@b.test" : "Victim@B.test",
      });
    const mails = (await desk.ask("/api/staff/mail", { cookie: desk.admin })).body.items;
    expect(mails).toHaveLength(3);
    for (const { id } of mails) {
      const { mail } = (await desk.ask(`/api/staff/mail/${id}`, { cookie: desk.admin })).body;
      expect(mail.to).toBe("victim@b.test");
      expect(JSON.stringify(mail)).not.toMatch(/BUY|spam|now"|Spam/);
    }
  });

  it("takes 60 replies and 20 uploads an hour", async () => {
    const path = `${talk.portal}/tickets/${talk.ticket.id}/messages`;
    const reply = () => desk.ask(path, { body: { body: "x" }, token: talk.token, key: newKey() });
    for (let i = 0; i < 60; i++) expect((await reply()).status).toBe(201);
    expect((await reply()).status).toBe(429);
    const upload = () => desk.ask(`${talk.portal}/attachments`, { form: fileForm("x", "x.txt"), token: talk.token });
    for (let i = 0; i < 20; i++) expect((await upload()).status).toBe(201);
    expect((await upload()).status).toBe(429);
  });

  it("takes 50 MB of uploads a day", async () => {
    const megabytes = (n: number) =>
      desk.ask(`${talk.portal}/attachments`, {
        form: fileForm(new Uint8Array(n * 1024 * 1024), "x.bin"),
        token: talk.token,
      });
    for (let i = 0; i < 5; i++) expect((await megabytes(10)).status).toBe(201);
    const refused = await megabytes(1);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(1000);
  });

  it("lets a password be tried ten times from a network, and its owner in from another", async () => {
    attack(23);
    const signIn = (password: string, address: string) =>
      desk.ask("/api/staff/session", { body: { email: "ada@desk.test", password }, headers: from(address) });
    for (let i = 0; i < 10; i++)
      expect((await signIn("wrong", "203.0.113.5")).body.error.code).toBe("credentials_wrong");
    const refused = await signIn("a long enough password", "203.0.113.5");
    expect([refused.status, refused.body.error.code]).toEqual([429, "too_many_tries"]);
    expect((await signIn("a long enough password", "203.0.113.6")).status).toBe(201);
  });

  it("S18: counts the first use of a bucket as well, however many processes take at once", async () => {
    const processes = [desk.database];
    // Two on one SQLite file would wait for each other in this one thread.
    if (engine === "postgres") processes.push(await openDatabase(desk.test.target, { now: desk.now }));
    const limiters = processes.map((database) => ({ database, limiter: createLimiter(desk.now, true) }));
    for (const whose of tried(["first", "second", "third", "first"])) {
      const eighty = Array.from({ length: 80 }, (_, i) => limiters[i % limiters.length]!);
      const waits = await Promise.all(
        eighty.map(({ database, limiter }) => database.write((tx) => limiter.take(tx, "visitors", whose))),
      );
      expect(waits.filter((seconds) => seconds === 0).length).toBe(20);
      expect(waits.filter((seconds) => seconds === 180).length).toBe(60);
      if (whose === "third") desk.pass(3_600_000);
    }
    await processes[1]?.close();
  });

  it("S25: opens again as soon as it says, also after a clock was ahead and is set right", async () => {
    const ask = () => desk.ask(`${talk.portal}/visitors`, { method: "POST", headers: from("198.51.100.7") });
    const empty = async () => {
      for (let i = 0; i < 20; i++) expect((await ask()).status).toBe(201);
    };
    const told = async (): Promise<number> => {
      const refused = await ask();
      expect(refused.status).toBe(429);
      return Number(refused.headers.get("Retry-After"));
    };
    for (const ahead of [0, 60_000, 600_000]) {
      desk.pass(ahead);
      await empty();
      desk.pass(-ahead);
      desk.pass((await told()) * 1000 - 1000);
      expect(await told()).toBe(1);
      desk.pass(1000);
      expect((await ask()).status).toBe(201);
      desk.pass(3_600_000 + ahead);
    }
    desk.pass(24 * 3_600_000);
    await empty();
    desk.pass(-24 * 3_600_000);
    expect((await ask()).status).toBe(201);
  });

  it("keeps no bucket that is full again", async () => {
    for (let i = 0; i < 3; i++) {
      await desk.ask(`${talk.portal}/visitors`, { method: "POST", headers: from(`198.51.100.${i}`) });
    }
    desk.pass(3_600_001);
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    expect(await desk.database.read.selectFrom("buckets").selectAll().execute()).toEqual([]);
  });
});
