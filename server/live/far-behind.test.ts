import { describe, expect, onTestFinished, test, vi } from "vitest";
import { limits } from "../access/limits.ts";
import { startConversation } from "../testing/conversation.ts";
import { newKey, openDesk, type PortalApi } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { noteSelects } from "../testing/statements.ts";
import { followPortal, submitTicket } from "../testing/verbs.ts";

describe.each(engines)("readers that are far behind (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const newest = async (): Promise<number> => {
    const { seq } = await desk.database.read
      .selectFrom("events")
      .select((eb) => eb.fn.max("seq").as("seq"))
      .executeTakeFirstOrThrow();
    return Number(seq);
  };
  const heard = async (): Promise<void> => {
    const seq = await newest();
    await expect.poll(() => desk.hub.last, { interval: 5 }).toBe(seq);
  };
  const makeEvents = async (count: number): Promise<void> => {
    await desk.database.write(async (tx) => {
      for (let n = 0; n < count; n++) {
        tx.emit({ projectId: talk.project.id, type: "ticket.updated", ticketId: talk.ticket.id });
      }
    });
    await heard();
  };
  const listeners = async () => {
    const other = await startConversation(desk);
    const { token } = await desk.customer(talk.project.id, { email: "mia@example.com" });
    const follow = (portal: PortalApi, who: string) => followPortal(desk, portal, who);
    return {
      other,
      customer: await follow(talk.portal, talk.token),
      elsewhere: await follow(other.portal, other.token),
      ended: { token, stream: await follow(talk.portal, token) },
      staff: await readEvents(desk, "/api/staff/events", { Cookie: desk.admin }),
    };
  };
  const answer = (body: string) =>
    desk.ask(`/api/staff/tickets/${talk.ticket.id}/messages`, { body: { body }, cookie: desk.admin, key: newKey() });

  it.each(["events", "changes"])(
    "S7: /%s tells whoever missed more than 500 events to read everything anew, and goes on from there",
    async (path) => {
      await makeEvents(600);
      const stream = await readEvents(desk, `${talk.portal}/${path}`, {
        Authorization: `Bearer ${talk.token}`,
        "Last-Event-ID": "1",
      });
      expect(await stream.next()).toEqual({ id: String(desk.hub.last), type: "access.changed", data: {} });
      await desk.ask(`/api/staff/projects/${talk.project.id}`, {
        method: "PATCH",
        body: { portal: { enabled: false } },
        cookie: desk.admin,
      });
      expect((await stream.rest()).map(({ type }) => type)).toEqual(["portal.off"]);
    },
  );

  it("S7: staff who missed more than 500 events are told the same", async () => {
    await makeEvents(600);
    const stream = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin, "Last-Event-ID": "1" });
    expect(await stream.next()).toEqual({
      id: String(desk.hub.last),
      type: "access.changed",
      data: { anew: true },
    });
    await stream.close();
  });

  it("so are those who listen when thousands of events come at once, and portals that these are not of hear nothing", async () => {
    const { customer, staff, elsewhere, ended, other } = await listeners();
    const asked = noteSelects();
    await desk.database.write(async (tx) => {
      await desk.sessions.end(tx, ended.token);
      for (let n = 0; n < 6000; n++) {
        tx.emit({ projectId: talk.project.id, type: "ticket.updated", ticketId: talk.ticket.id });
      }
    });
    await heard();
    const last = String(desk.hub.last);
    expect(await staff.next()).toEqual({ id: last, type: "access.changed", data: { anew: true } });
    expect(await customer.next()).toEqual({ id: last, type: "access.changed", data: {} });
    // Nobody has named the session that ended, and it ends: all who are told to read anew are looked at first.
    expect((await ended.stream.rest()).map(({ type }) => type)).toEqual(["access.changed"]);
    vi.restoreAllMocks();
    expect(asked.filter((text) => text.includes('"tickets"'))).toEqual([]);
    await submitTicket(desk, other.portal, other.token, { subject: "Next", body: "Words" });
    await answer("And on it goes.");
    expect(await elsewhere.next()).toMatchObject({ type: "ticket.created" });
    expect(await staff.next("message.created")).toMatchObject({ data: { message: { body: "And on it goes." } } });
    expect(await customer.next()).toMatchObject({ type: "message.created" });
    await Promise.all([customer, staff, elsewhere].map((stream) => stream.close()));
  });

  it("a reader that is slow holds up nobody who comes back with it", async () => {
    const since = String(await newest());
    const long = "Tea is better than coffee. ".repeat(700);
    for (let n = 0; n < 20; n++) await answer(`${n} ${long}`);
    await heard();
    const headers = { Cookie: desk.admin, "Last-Event-ID": since };
    // Nobody reads this one.
    const slow = await desk.app.request("/api/staff/events", { headers });
    const quick = await readEvents(desk, "/api/staff/events", headers);
    for (let n = 0; n < 20; n++) await quick.next("message.created");
    await answer("The last");
    const event = await quick.next("message.created");
    expect(event!.data.message.body).toBe("The last");
    await Promise.all([slow.body!.cancel(), quick.close()]);
  });

  it("S7: a slow reader gets all of what it missed, though it is more than may wait unread", async () => {
    const { id } = await desk.database.read
      .selectFrom("events")
      .select((eb) => eb.fn.max("seq").as("id"))
      .executeTakeFirstOrThrow();
    const long = "Tea is better than coffee. ".repeat(700);
    for (let n = 0; n < 60; n++) await answer(`${n} ${long}`);
    await heard();
    const stream = await readEvents(desk, `${talk.portal}/events`, {
      Authorization: `Bearer ${talk.token}`,
      "Last-Event-ID": String(id),
    });
    // As much time as reading all of it takes: whoever reads ahead for a slow reader has done so by then.
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    const numbers: number[] = [];
    while (numbers.length < 60) {
      const event = await stream.next("message.created");
      if (!event) break;
      numbers.push(parseInt(event.data.message.body as string, 10));
    }
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, n) => n));
    await stream.close();
  });

  it("S7: a change that changes nothing is no event, for customers and for staff", async () => {
    const path = `/tickets/${talk.ticket.id}` as const;
    await answer("It is on its way.");
    const byCustomer = (body: object) =>
      desk.ask(`${talk.portal}${path}`, { method: "PATCH", body, token: talk.token });
    const byStaff = (body: object) => desk.ask(`/api/staff${path}`, { method: "PATCH", body, cookie: desk.admin });
    const before = await newest();
    expect((await byCustomer({ read: true })).body.ticket.unread).toBe(false);
    const read = await newest();
    expect(read).toBe(before + 1);
    await byCustomer({ read: true });
    await byStaff({ status: "waiting", subject: talk.ticket.subject, priority: talk.ticket.priority });
    await byStaff({});
    expect(await newest()).toBe(read);
    await byStaff({ subject: "Found" });
    expect(await newest()).toBe(read + 1);
  });
});

test("S7: a customer changes a ticket so many times an hour; what changes nothing is not counted", async () => {
  const desk = await openDesk("sqlite", { limits: true });
  onTestFinished(() => desk.close());
  const talk = await startConversation(desk);
  const change = (body: object) =>
    desk.ask(`${talk.portal}/tickets/${talk.ticket.id}`, { method: "PATCH", body, token: talk.token });
  const { visitor_id } = await desk.database.read.selectFrom("tickets").select("visitor_id").executeTakeFirstOrThrow();
  await desk.database.write((tx) =>
    desk.limiter.require(tx, "changes", `visitor:${visitor_id}`, limits.changes.amount - 1),
  );
  for (let n = 0; n < 5; n++) expect((await change({ read: true })).status).toBe(200);
  const answer = () =>
    desk.ask(`/api/staff/tickets/${talk.ticket.id}/messages`, {
      body: { body: "It is on its way." },
      cookie: desk.admin,
      key: newKey(),
    });
  expect((await answer()).status).toBe(201);
  expect((await change({ read: true })).status).toBe(200);
  expect((await answer()).status).toBe(201);
  const refused = await change({ read: true });
  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "12"]);
});

test("S7: a customer changes their name so many times an hour; what changes nothing is no event", async () => {
  const desk = await openDesk("sqlite", { limits: true });
  onTestFinished(() => desk.close());
  const project = await desk.project();
  const { token } = await desk.customer(project.id, { name: "Mia" });
  const change = (name: string) =>
    desk.ask(`/api/portal/${project.portal.key}/customer`, { method: "PATCH", body: { name }, token });
  const events = async () => (await desk.database.read.selectFrom("events").select("seq").execute()).length;
  const before = await events();
  for (let at = 0; at < 5; at++) expect((await change("Mia")).status).toBe(200);
  expect(await events()).toBe(before);
  for (let at = 0; at < 300; at++) expect((await change(`Mia ${at}`)).status).toBe(200);
  const refused = await change("Mia");
  expect([refused.status, refused.body.error.code, refused.headers.get("Retry-After")]).toEqual([
    429,
    "too_many_requests",
    "12",
  ]);
  expect((await change("Mia 299")).status).toBe(200);
  expect(await events()).toBe(before + 300);
}, 30_000);
