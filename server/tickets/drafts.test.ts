import { beforeEach, describe, expect } from "vitest";
import { scheduleSweep } from "../background/sweep.ts";
import { fileForm } from "../testing/conversation.ts";
import { type Ask, cookieOf, newKey } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { agentCookie, makeCustomer, staffAsk } from "../testing/people.ts";
import { withConversation } from "../testing/with-desk.ts";

const dayMs = 24 * 3_600_000;

describe.each(engines)("F13: what staff have begun to write is kept for them (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, { limits: true });
  let bo = "";
  beforeEach(async () => {
    bo = await agentCookie(desk);
  });

  const password = { email: "bo@desk.test", password: "a long enough password" };
  let saves = 0;
  const read = async (cookie = bo, ticket = talk.ticket.id) =>
    (await staffAsk(desk, `/tickets/${ticket}/draft`, { cookie })).body.draft;
  const save = (draft: object, { cookie = bo, ticket = talk.ticket.id } = {}) =>
    staffAsk(desk, `/tickets/${ticket}/draft`, {
      method: "PUT",
      body: { revision: `r${++saves}`, replaces: null, ...draft },
      cookie,
    });
  const send = (body: object, ask: Ask = {}) =>
    staffAsk(desk, `/tickets/${talk.ticket.id}/messages`, { body, key: newKey(), cookie: bo, ...ask });
  const upload = async (): Promise<string> =>
    (await staffAsk(desk, "/attachments", { form: fileForm("invoice", "a.txt"), cookie: bo })).body.id;
  /** The sweep of that day; sessions are over by then. */
  const sweepAfter = async (milliseconds: number): Promise<void> => {
    desk.pass(milliseconds);
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    bo = cookieOf((await desk.ask("/api/staff/session", { body: password })).headers);
  };

  it("with its files, for them alone, at that ticket alone", async () => {
    expect(await read()).toBeNull();
    const file = await upload();
    const saved = await save({ body: "Dear Mia,\n", internal: true, attachments: [file], revision: "one" });
    const draft = { body: "Dear Mia,\n", internal: true, revision: "one", attachments: [{ id: file, name: "a.txt" }] };
    expect([saved.status, saved.body.draft]).toMatchObject([200, draft]);
    expect(await read()).toEqual(saved.body.draft);
    expect(await read(desk.admin)).toBeNull();
    await save({ body: "The administrator's" }, { cookie: desk.admin });
    expect(await read()).toEqual(saved.body.draft);
    const begun = async (cookie: string) => (await staffAsk(desk, "/tickets/drafts", { cookie })).body.tickets;
    expect([await begun(bo), await begun(await agentCookie(desk, "Cleo"))]).toEqual([[talk.ticket.id], []]);
    expect((await save({ body: "x" }, { ticket: "0".repeat(32) })).status).toBe(404);
  });

  it("until it is emptied, and a file of somebody else's costs it no word", async () => {
    await save({ body: "x", revision: "one", attachments: ["0".repeat(32)] });
    expect(await read()).toMatchObject({ body: "x", attachments: [] });
    const emptied = await save({ body: " \n", replaces: "one" });
    expect([emptied.status, emptied.body.draft]).toEqual([200, null]);
    expect((await save({ body: "", replaces: "one" })).status).toBe(200);
    expect((await save({ body: "x".repeat(20_001) })).body.error.fields).toEqual({ body: "too_long" });
  });

  it("from two tabs: the later one is told, and takes the place of nothing that it has not seen", async () => {
    await save({ body: "Dear", revision: "one" });
    expect((await save({ body: "Dear Mia", revision: "two", replaces: "one" })).status).toBe(200);
    const late = await save({ body: "Dear all", revision: "three", replaces: "one" });
    expect([late.status, late.body.error.code]).toEqual([409, "draft_changed"]);
    expect((await save({ body: "", replaces: "one" })).status).toBe(409);
    expect(await read()).toMatchObject({ body: "Dear Mia", revision: "two" });
    // A save whose answer was lost comes again.
    expect((await save({ body: "Dear Mia", revision: "two", replaces: "one" })).status).toBe(200);
    expect((await save({ body: "Dear all", replaces: "two" })).status).toBe(200);
    // Emptied elsewhere and begun anew: no more what this one was written from.
    expect((await save({ body: "Anew", replaces: "two" })).status).toBe(409);
  });

  it("and of tabs that save at once, one", async () => {
    const atOnce = (replaces: string | null) =>
      Promise.all(Array.from({ length: 4 }, (_, at) => save({ body: `From ${replaces} ${at}`, replaces })));
    for (const replaces of [null, "one"]) {
      if (replaces) await save({ body: "Dear", revision: "one", replaces: (await read())!.revision });
      const statuses = (await atOnce(replaces)).map(({ status }) => status);
      expect(statuses.toSorted()).toEqual([200, 409, 409, 409]);
    }
  });

  it("until it is sent, with that message and not without it", async () => {
    const refused = { body: "Dear", attachments: ["0".repeat(32)], draft: "one" };
    await save({ body: "Dear", revision: "one" });
    expect((await send(refused)).status).toBe(422);
    expect(await read()).not.toBeNull();
    // Longer than what was saved, and sent from it.
    const [key, answer] = [newKey(), { body: "Dear Mia, it is on its way." }];
    expect((await send({ ...answer, draft: "one" }, { key })).status).toBe(201);
    expect(await read()).toBeNull();
    // The same once more, from a tab that has saved something else in between.
    await save({ body: "And then", revision: "two" });
    expect((await send({ ...answer, draft: "two" }, { key })).status).toBe(201);
    expect(await read()).toMatchObject({ body: "And then" });
    // By its words alone, as a program would; another draft of these words, in another tab, is another draft.
    expect((await send({ body: "And then", internal: true })).status).toBe(201);
    expect(await read()).toMatchObject({ body: "And then" });
    expect((await send({ body: "And then" }, { cookie: desk.admin })).status).toBe(201);
    expect(await read()).toMatchObject({ body: "And then" });
    expect((await send({ body: "And then" })).status).toBe(201);
    expect(await read()).toBeNull();
  });

  it("and not for whoever has signed in since in the browser that it was written in", async () => {
    const { id } = (await staffAsk(desk, "/session", { cookie: bo })).body.staff;
    const as = (cookie: string) => ({ cookie });
    expect((await save({ body: "Bo's words", revision: "one", staff: id }, as(desk.admin))).status).toBe(403);
    expect(await read(desk.admin)).toBeNull();
    expect((await save({ body: "Bo's words", revision: "one", staff: id })).status).toBe(200);
    const reading = (cookie: string) => staffAsk(desk, `/tickets/${talk.ticket.id}/draft?staff=${id}`, { cookie });
    const refused = await reading(desk.admin);
    expect([refused.status, refused.body.error?.code]).toEqual([403, "not_permitted"]);
    expect((await reading(bo)).body.draft?.body).toBe("Bo's words");
  });

  it("not once more as its answer, whichever of the two arrives first", async () => {
    const key = newKey();
    const sent = { body: "Dear Mia, it is on its way." };
    await save({ body: "Dear Mia", revision: "one" });
    // What the closing page saved comes after its answer.
    expect((await send({ ...sent, draft: "one" }, { key })).status).toBe(201);
    const late = await save({ ...sent, replaces: "one", key });
    expect([late.status, late.body.draft]).toEqual([200, null]);
    expect((await save({ ...sent, key })).body.draft).toBeNull();
    // A try whose answer was lost, and then saved by a page that did not know.
    await save(sent);
    expect((await send({ ...sent, draft: "two" }, { key })).status).toBe(201);
    expect(await read()).toBeNull();
    // Under a key that never arrived it is a draft like others.
    expect((await save({ ...sent, key: newKey() })).body.draft).toMatchObject(sent);
  });

  it("and nothing of a page goes out under the name of who has signed in there since", async () => {
    const { id } = (await staffAsk(desk, "/session", { cookie: bo })).body.staff;
    const headers = { "x-writer": id };
    const asLater = { cookie: desk.admin, headers };
    const sent = await send({ body: "Begun by Bo" }, asLater);
    expect([sent.status, sent.body.error.code]).toEqual([403, "account_changed"]);
    const path = `/tickets/${talk.ticket.id}` as const;
    expect((await staffAsk(desk, path, { method: "PATCH", body: { status: "solved" }, ...asLater })).status).toBe(403);
    const { ticket } = (await staffAsk(desk, path, { cookie: bo, headers })).body;
    expect([ticket.status, ticket.messages.some(({ body }) => body === "Begun by Bo")]).toEqual(["new", false]);
    expect((await send({ body: "Begun by Bo" }, { headers })).status).toBe(201);
  });

  it("but again once it was undone, also when it is sent again under its old key", async () => {
    const key = newKey();
    const sent = { body: "To the wrong shop" };
    await staffAsk(desk, "/session", { method: "PATCH", body: { undoSeconds: 5 }, cookie: bo });
    const { message } = (await send(sent, { key })).body;
    const undo = { body: { change: message.id }, cookie: bo };
    expect((await staffAsk(desk, `/tickets/${talk.ticket.id}/undo`, undo)).status).toBe(200);
    expect((await save({ ...sent, key })).body.draft).toMatchObject(sent);
    expect((await send(sent, { key })).body.message.undoneAt).toBeDefined();
    expect(await read()).toMatchObject(sent);
  });

  it("of saves and answers at once nothing that was sent", async () => {
    for (let round = 0; round < 8; round++) {
      const key = newKey();
      const sent = { body: `At once ${round}` };
      await Promise.all([save({ ...sent, key }), send(sent, { key })]);
      expect(await read()).toBeNull();
    }
  });

  it("with a file that nothing else names for longer than a day, and no longer than the draft", async () => {
    const [used, unused] = [await upload(), await upload()];
    await save({ body: "Here it is", revision: "one", attachments: [used] });
    await save({ body: "Of somebody else", attachments: [unused] }, { cookie: desk.admin });
    await sweepAfter(2 * dayMs);
    expect((await read())!.attachments).toMatchObject([{ id: used }]);
    expect((await send({ body: "Here it is", attachments: [unused] })).status).toBe(422);
    expect((await send({ body: "Here it is", attachments: [used] })).status).toBe(201);
    expect(await read()).toBeNull();
    const again = await upload();
    await save({ body: "And another", revision: "two", attachments: [again] });
    desk.pass(dayMs);
    bo = cookieOf((await desk.ask("/api/staff/session", { body: password })).headers);
    await save({ body: "And none", replaces: "two" });
    // A version that was laid aside may name it for a day.
    await sweepAfter(dayMs / 2);
    const file = await staffAsk(desk, `/attachments/${again}`, { cookie: bo });
    expect(file.status).toBe(200);
    await sweepAfter(dayMs + 1);
    expect((await send({ body: "x", attachments: [again] })).body.error.code).toBe("attachment_unknown");
  });

  it("for 90 days after it was last written", async () => {
    const count = () => desk.database.read.selectFrom("staff_drafts").select("body").execute();
    await save({ body: "Dear", revision: "one" });
    desk.pass(60 * dayMs);
    bo = await agentCookie(desk, "Cleo");
    await save({ body: "Later" });
    await sweepAfter(31 * dayMs);
    expect(await count()).toEqual([{ body: "Later" }]);
  });

  it("but not when they leave, or when the customer is deleted whom they were writing to", async () => {
    const mia = await makeCustomer(desk, talk.project.id, { name: "Mia", email: "mia@mail.test" });
    const body = { project: talk.project.id, subject: "Hello", body: "World", customer: mia.id };
    const { ticket } = (await staffAsk(desk, "/tickets", { body, key: newKey() })).body;
    await save({ body: "Dear Mia" }, { ticket: ticket.id });
    await save({ body: "Dear" });
    expect((await staffAsk(desk, `/customers/${mia.id}`, { method: "DELETE" })).status).toBe(204);
    expect([await read(bo, ticket.id), (await read())?.body]).toEqual([null, "Dear"]);
    const { items } = (await staffAsk(desk, "/staff")).body;
    const { id } = items.find(({ name }) => name === "Bo")!;
    expect((await staffAsk(desk, `/staff/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await desk.database.read.selectFrom("staff_drafts").selectAll().execute()).toEqual([]);
  });

  it("as often as somebody pauses, and not without end", async () => {
    const { id } = (await staffAsk(desk, "/session", { cookie: bo })).body.staff;
    await desk.database.write((tx) => desk.limiter.require(tx, "drafts", `staff:${id}`, 1199));
    expect((await save({ body: "Dear", revision: "one" })).status).toBe(200);
    const refused = await save({ body: "Dear Mia", replaces: "one" });
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "3"]);
    expect(await read()).toMatchObject({ body: "Dear" });
  });
});
