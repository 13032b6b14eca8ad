import { afterEach, describe, expect } from "vitest";
import { openDatabase } from "../db/open.ts";
import { startConversation } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { type EventReader, readEvents } from "../testing/event-reader.ts";
import { followPortal } from "../testing/verbs.ts";

describe.each(engines)("what happens is heard at once by those who may hear it (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);
  const open: EventReader[] = [];
  afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

  const follow = async (token = talk.token, headers: Record<string, string> = {}): Promise<EventReader> => {
    const reader = await readEvents(desk, `${talk.portal}/events`, { Authorization: `Bearer ${token}`, ...headers });
    open.push(reader);
    return reader;
  };
  const followAsStaff = async (): Promise<EventReader> => {
    const reader = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
    open.push(reader);
    return reader;
  };
  const answer = (body: string, internal = false) =>
    desk.ask(`/api/staff/tickets/${talk.ticket.id}/messages`, {
      body: { body, internal },
      cookie: desk.admin,
      key: newKey(),
    });
  const changePortal = (portal: object) =>
    desk.ask(`/api/staff/projects/${talk.project.id}`, { method: "PATCH", body: { portal }, cookie: desk.admin });

  it("brings a staff answer to its customer, with the new status", async () => {
    const stream = await follow();
    await answer("It is on its way.");
    const event = await stream.next("message.created");
    expect(event?.data).toMatchObject({
      message: { body: "It is on its way.", author: { kind: "staff", name: "Ada" } },
      ticket: { id: talk.ticket.id, status: "waiting", unread: true },
    });
  });

  it("may be read by the page of another site", async () => {
    const stream = await follow(talk.token, { Origin: "https://shop.example" });
    expect(stream.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(stream.headers.get("Cache-Control")).toBe("no-store");
  });

  it("brings a customer's message to staff", async () => {
    const stream = await followAsStaff();
    const path = `${talk.portal}/tickets/${talk.ticket.id}/messages`;
    await desk.ask(path, { body: { body: "Still nothing" }, token: talk.token, key: newKey() });
    expect((await stream.next("message.created"))?.data.message.body).toBe("Still nothing");
  });

  it("says nothing of internal notes, nor of other people's tickets", async () => {
    const stranger = await follow(await desk.visitor(talk.project.portal.key));
    const stream = await follow();
    await answer("He is difficult.", true);
    await answer("Hello!");
    expect((await stream.next("message.created"))?.data.message.body).toBe("Hello!");
    await changePortal({ enabled: false });
    const heard = await stranger.rest();
    expect(heard.at(-1)?.type).toBe("portal.off");
    expect(heard.filter(({ data }) => "message" in data || "ticket" in data)).toEqual([]);
  });

  it("resumes after the last event without a gap or a repetition", async () => {
    const first = await follow();
    await answer("one");
    await first.next("message.created");
    const lastId = first.lastId();
    await first.close();
    await answer("two");
    await answer("three");
    const second = await follow(talk.token, { "Last-Event-ID": lastId });
    await answer("four");
    const bodies = [];
    for (let i = 0; i < 3; i++) bodies.push((await second.next("message.created"))?.data.message.body);
    expect(bodies).toEqual(["two", "three", "four"]);
  });

  it("resumes where the address says, for a page that opens its stream anew and cannot name a place otherwise", async () => {
    const first = await followAsStaff();
    await answer("one");
    await first.next("message.created");
    const after = first.lastId();
    await first.close();
    await answer("two");
    const second = await readEvents(desk, `/api/staff/events?after=${after}`, { Cookie: desk.admin });
    open.push(second);
    await answer("three");
    const heard = [await second.next("message.created"), await second.next("message.created")];
    expect(heard.map((event) => event?.data.message.body)).toEqual(["two", "three"]);
  });

  it("asks a client that was away for too long to list again", async () => {
    const first = await follow();
    await answer("one");
    await first.next("message.created");
    await answer("two");
    desk.pass(25 * 3_600_000);
    await desk.database.write(({ db }) => db.deleteFrom("events").execute());
    await desk.database.write(async (tx) =>
      tx.emit({ projectId: talk.project.id, type: "ticket.updated", ticketId: talk.ticket.id }),
    );
    const second = await follow(talk.token, { "Last-Event-ID": first.lastId() });
    expect((await second.next("access.changed"))?.type).toBe("access.changed");
  });

  it("asks a client to list again when everything after its place was swept", async () => {
    const first = await follow();
    await answer("one");
    await first.next("message.created");
    await answer("two");
    await desk.database.write(({ db }) => db.deleteFrom("events").execute());
    const second = await follow(talk.token, { "Last-Event-ID": first.lastId() });
    expect((await second.next("access.changed"))?.type).toBe("access.changed");
  });

  it("asks a client to list again whose place this database has not come to, as after a restore", async () => {
    const stream = await follow(talk.token, { "Last-Event-ID": "999999999" });
    expect((await stream.next("access.changed"))?.type).toBe("access.changed");
  });

  it("does not trouble a client that missed nothing", async () => {
    const first = await follow();
    await answer("one");
    await first.next("message.created");
    const second = await follow(talk.token, { "Last-Event-ID": first.lastId() });
    await answer("two");
    const heard: string[] = [];
    while (heard.at(-1) !== "message.created") heard.push((await second.next())!.type);
    expect(heard).not.toContain("access.changed");
  });

  it("ends every stream of a portal that is turned off, and none of another", async () => {
    const other = await startConversation(desk);
    const elsewhere = await followPortal(desk, other.portal, other.token);
    open.push(elsewhere);
    const stream = await follow();
    await changePortal({ enabled: false });
    expect(await stream.next("portal.off")).toBeDefined();
    expect(await stream.next()).toBeUndefined();
    const path = `${other.portal}/tickets/${other.ticket.id}/messages`;
    await desk.ask(path, { body: { body: "Here still" }, token: other.token, key: newKey() });
    expect((await elsewhere.next("message.created"))?.data.message.body).toBe("Here still");
  });

  it("ends a visitor's stream when signing in becomes required, or the device is forgotten", async () => {
    const stream = await follow();
    await changePortal({ loginRequired: true });
    expect(await stream.next("access.changed")).toBeDefined();
    expect(await stream.next()).toBeUndefined();
    await changePortal({ loginRequired: false });
    const again = await follow();
    await desk.ask(`${talk.portal}/session`, { method: "DELETE", token: talk.token });
    expect((await again.rest()).at(-1)?.type).toBe("access.changed");
  });

  it("ends every stream of staff who sign out", async () => {
    const stream = await followAsStaff();
    await desk.ask("/api/staff/session", { method: "DELETE", cookie: desk.admin });
    expect((await stream.rest()).at(-1)?.type).toBe("access.changed");
  });

  it("lets one person hold five streams", async () => {
    for (let i = 0; i < 5; i++) expect((await follow()).status).toBe(200);
    const sixth = await desk.ask(`${talk.portal}/events`, { token: talk.token });
    expect([sixth.status, sixth.body.error.code]).toEqual([429, "too_many_streams"]);
    await open[0]!.close();
    expect((await follow()).status).toBe(200);
  });

  it("drops a reader who leaves a megabyte unread", async () => {
    const stream = await desk.app.request(`${talk.portal}/events`, {
      headers: { Authorization: `Bearer ${talk.token}` },
    });
    expect(desk.hub.size).toBe(1);
    const long = "x".repeat(20_000);
    for (let i = 0; i < 40 && desk.hub.size > 0; i++) await answer(long);
    await expect.poll(() => desk.hub.size).toBe(0);
    await expect(stream.text()).rejects.toThrow("too slow");
  });

  it("hears what another process writes", async () => {
    const stream = await follow();
    const other = await openDatabase(desk.test.target);
    await other.write(async (tx) =>
      tx.emit({ projectId: talk.project.id, type: "ticket.updated", ticketId: talk.ticket.id }),
    );
    await other.close();
    expect((await stream.next("ticket.updated"))?.data.ticket.id).toBe(talk.ticket.id);
  });
});
