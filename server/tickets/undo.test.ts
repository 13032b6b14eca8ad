import { describe, expect } from "vitest";
import { sweepAttachments } from "../attachments/sweep.ts";
import { jobHandlers } from "../background/handlers.ts";
import { openDatabase } from "../db/open.ts";
import { startJobRunner } from "../jobs/runner.ts";
import { colleaguePassword, tokenOf } from "../testing/colleague.ts";
import { fileForm } from "../testing/conversation.ts";
import { cookieOf, newKey } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { type EventReader, readEvents } from "../testing/event-reader.ts";
import { agentCookie, makeKey, staffAsk } from "../testing/people.ts";
import { followPortal, submitTicket } from "../testing/verbs.ts";
import { withUndo } from "../testing/with-undo.ts";
import { sweepUndone } from "./sweep.ts";

describe.each(engines)("Undo: a change of staff waits before customers see it (%s)", (engine) => {
  const { it, desk, project, scene, undoIn, answer, setStatus, undo, write, ofStaff, ofMia, wordsOfMia, later } =
    withUndo(engine);

  /** Everything that a customer, or a program of the site's, reads of a ticket. */
  async function readings() {
    const { mia, ticket } = scene;
    const { api, id } = project;
    const link = (await desk.ask(`${api}/tickets/${ticket}/tracking-links`, { method: "POST", token: mia.token })).body;
    const secret = link.url.split("#ticket=")[1];
    const { token: tracking } = (await desk.ask(`${api}/tracking`, { body: { secret } })).body;
    const colleague = await desk.customer(id, {
      name: "Cy",
      email: "cy@example.com",
      companyId: (await ofStaff()).company!.id,
    });
    const key = await makeKey(desk, ["tickets:read"]);
    const portal = (path: string, token: string) => async () => (await desk.ask(`${api}${path}`, { token })).text;
    const staff = (path: string) => async () => (await staffAsk(desk, path)).text;
    return {
      "her list": portal("/tickets", mia.token),
      "her list of what waits for her": portal("/tickets?status=waiting,solved", mia.token),
      "her search": portal("/tickets?q=xylophone", mia.token),
      "the thread": portal(`/tickets/${ticket}`, mia.token),
      "a page of it": portal(`/tickets/${ticket}?limit=1`, mia.token),
      "a colleague's list": portal("/tickets?scope=company", colleague.token),
      "a colleague's thread": portal(`/tickets/${ticket}`, colleague.token),
      "what a tracking link lists": portal("/tickets", tracking),
      "what a tracking link opens": portal(`/tickets/${ticket}`, tracking),
      "what may be hers": portal("/claims", mia.token),
      "a preview as she sees it": staff(`/customers/${mia.id}/view`),
      "a preview of the ticket": staff(`/customers/${mia.id}/view/tickets/${ticket}`),
      "an API key's list": async () => (await key.ask("/tickets")).text,
      "an API key's ticket": async () => (await key.ask(`/tickets/${ticket}`)).text,
      mails: async () => JSON.stringify(await desk.database.read.selectFrom("mails").selectAll().execute()),
    };
  }
  type Readings = Awaited<ReturnType<typeof readings>>;
  const readAll = async (all: Readings): Promise<Record<string, string>> =>
    Object.fromEntries(await Promise.all(Object.entries(all).map(async ([name, read]) => [name, await read()])));
  /** Of the same words: those of them that changed. */
  const changes = (before: Record<string, string>, after: Record<string, string>): string[] =>
    Object.keys(before).filter((name) => before[name] !== after[name]);

  it("shows customers none of an answer until it takes effect, and then all of it", async () => {
    const all = await readings();
    const before = await readAll(all);
    await answer("Look for the xylophone.", { status: "solved" });
    expect(changes(before, await readAll(all))).toEqual([]);
    expect(await ofStaff()).toMatchObject({ status: "solved", unanswered: false, effectiveAt: expect.any(String) });
    await later(4999);
    expect(changes(before, await readAll(all))).toEqual([]);
    await later(1);
    const seen = changes(before, await readAll(all));
    expect(seen).toEqual(Object.keys(all).filter((name) => !["mails", "what may be hers"].includes(name)));
    expect(await ofMia()).toMatchObject({ status: "solved", unread: true, excerpt: "Look for the xylophone." });
    expect(await ofStaff()).not.toHaveProperty("effectiveAt");
  });

  it("shows customers none of a status either", async () => {
    const all = await readings();
    const before = await readAll(all);
    const { body } = await setStatus("on-hold");
    expect(body).toMatchObject({ ticket: { status: "on-hold" }, statusMessage: { effectiveAt: expect.any(String) } });
    expect(changes(before, await readAll(all))).toEqual([]);
    await later();
    const last = (await ofMia()).messages.at(-1)!;
    expect(last).toMatchObject({ id: body.statusMessage!.id, change: { status: { from: "new", to: "on-hold" } } });
  });

  it("says nothing on a customer's stream before it takes effect, and tells staff at once", async () => {
    const open: EventReader[] = [];
    const follow = async () => {
      open.push(await followPortal(desk, project.api, scene.mia.token));
      open.push(await readEvents(desk, "/api/staff/events", { Cookie: desk.admin }));
      return open as [EventReader, EventReader];
    };
    const [mine, staff] = await follow();
    const { message } = (await answer("Soon.")).body;
    const told = (await staff.next("ticket.pending"))!.data;
    expect(told).toMatchObject({ ticket: { status: "waiting" }, pending: [{ id: message.id, body: "Soon." }] });
    await write("Are you there?");
    // Its first event is of her own words.
    expect((await mine.next())?.data).toMatchObject({ message: { body: "Are you there?" }, ticket: { status: "new" } });
    const place = mine.lastId();
    await later();
    expect((await mine.next())?.data).toMatchObject({ message: { id: message.id }, ticket: { status: "open" } });
    // Whoever was away hears it once, in its turn.
    const headers = { Authorization: `Bearer ${scene.mia.token}`, "Last-Event-ID": place };
    open.push(await readEvents(desk, `${project.api}/events`, headers));
    expect((await open[2]!.next())?.data.message.body).toBe("Soon.");
    await Promise.all(open.map((reader) => reader.close()));
  });

  it("is never seen when it was undone, leaves no line, and is not sent by a retry under its key", async () => {
    const all = await readings();
    const before = await readAll(all);
    const key = newKey();
    const sent = await answer("To the wrong customer", { status: "solved" }, { key });
    const id = sent.body.message.id;
    expect(sent.body.message).toMatchObject({ effectiveAt: expect.any(String), by: expect.any(String) });
    const undone = await undo(id);
    expect([undone.status, undone.body.message.body]).toEqual([200, "To the wrong customer"]);
    expect(undone.body.message).toHaveProperty("undoneAt");
    expect(undone.body.ticket).toMatchObject({ status: "new", unanswered: true });
    const again = await answer("To the wrong customer", { status: "solved" }, { key });
    expect([again.status, again.body.message]).toEqual([201, undone.body.message]);
    expect((await answer("Another text", {}, { key })).body.error.code).toBe("key_reused");
    await later(60_000);
    expect(changes(before, await readAll(all))).toEqual([]);
    expect((await ofStaff()).messages).toHaveLength(1);
    expect((await answer("To the wrong customer", { status: "solved" }, { key })).body.message.id).toBe(id);
  });

  it("answers a retry with the one message there is, before and after it takes effect", async () => {
    const key = newKey();
    const first = await answer("Once", {}, { key });
    const second = await answer("Once", {}, { key });
    expect(second.body.message).toEqual(first.body.message);
    await later();
    const third = await answer("Once", {}, { key });
    expect(third.body.message.id).toBe(first.body.message.id);
    expect(third.body.message).not.toHaveProperty("effectiveAt");
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "Once"]);
  });

  it("takes effect also where its customer sends under the same key meanwhile", async () => {
    const key = newKey();
    await answer("Here it is.", {}, { key });
    const path = `${project.api}/tickets/${scene.ticket}/messages` as const;
    const taken = await desk.ask(path, { body: { body: "Mine" }, token: scene.mia.token, key });
    expect([taken.status, taken.body.error?.code]).toEqual([422, "key_reused"]);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "Here it is."]);
  });

  it("is one message where its answer was lost, whichever status it is sent again with", async () => {
    const key = newKey();
    const { id } = (await answer("Once", { status: "solved" }, { key })).body.message;
    const again = async (more: object) => {
      const { status, body } = await answer("Once", more, { key });
      return [status, body.message.id, body.ticket.status];
    };
    expect(await again({})).toEqual([201, id, "solved"]);
    expect(await again({ status: "solved" })).toEqual([201, id, "solved"]);
    expect(await again({ status: "closed" })).toEqual([201, id, "closed"]);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "Once", "closed"]);
    // What was asked for already is not asked for again.
    await write("It is broken.");
    expect(await again({ status: "closed" })).toEqual([201, id, "open"]);
    expect(await again({ status: "on-hold" })).toEqual([201, id, "on-hold"]);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "Once", "closed", "It is broken.", "open", "on-hold"]);
    expect((await answer("Another text", {}, { key })).body.error.code).toBe("key_reused");
  });

  it("keeps of what was undone the key for good, and its words for a day", async () => {
    const key = newKey();
    const { id } = (await answer("The secret xylophone", {}, { key })).body.message;
    const other = (await setStatus("solved")).body.statusMessage!.id;
    await undo(id);
    await undo(other);
    const rowsAfter = async (hours: number) => {
      await sweepUndone({ ...desk, now: () => desk.now() + hours * 3_600_000 });
      return JSON.stringify(await desk.database.read.selectFrom("pending_changes").selectAll().execute());
    };
    expect(await rowsAfter(23)).toContain("xylophone");
    expect(await rowsAfter(25)).not.toContain("xylophone");
    const again = await answer("The secret xylophone", {}, { key });
    expect([again.status, again.body.message]).toMatchObject([201, { id, body: "", undoneAt: expect.any(String) }]);
    expect((await answer("Another text", {}, { key })).body.error.code).toBe("key_reused");
    await later();
    expect(await wordsOfMia()).toEqual(["It never came."]);
  });

  it("sets no status where the words were undone, and keeps the key also where nothing waits", async () => {
    const key = newKey();
    await undo((await answer("Never", { status: "solved" }, { key })).body.message.id);
    expect((await answer("Never", { status: "closed" }, { key })).body.ticket.status).toBe("new");
    await undoIn(0);
    const other = newKey();
    const { id } = (await answer("At once", { status: "solved" }, { key: other })).body.message;
    expect((await answer("At once", {}, { key: other })).body.message.id).toBe(id);
    expect((await answer("At once", { status: "closed" }, { key: other })).body.message.id).toBe(id);
    expect(await wordsOfMia()).toEqual(["It never came.", "At once", "solved", "closed"]);
  });

  it("takes effect on another process where the one that took it is gone", async () => {
    await answer("Still there");
    desk.pass(5000);
    const other = await openDatabase(desk.test.target, { now: desk.now });
    const handlers = jobHandlers({ ...desk, database: other });
    const runner = startJobRunner({ ...desk, database: other, handlers, tickMs: 2 ** 30 });
    await runner.runDue();
    await runner.close();
    await other.close();
    expect(await wordsOfMia()).toEqual(["It never came.", "Still there"]);
  });

  it("is either undone or seen where both are tried at once, and never both", async () => {
    const other = await openDatabase(desk.test.target, { now: desk.now });
    const runner = startJobRunner({
      ...desk,
      database: other,
      handlers: jobHandlers({ ...desk, database: other }),
      tickMs: 2 ** 30,
    });
    for (let i = 0; i < 12; i++) {
      const { id } = (await answer(`Number ${i}`)).body.message;
      desk.pass(5000);
      const [first, second] = await Promise.all([undo(id), undo(id), runner.runDue()]);
      await runner.runDue();
      const isSeen = (await wordsOfMia()).includes(`Number ${i}`);
      expect([first.status, second.status]).toEqual(isSeen ? [409, 409] : [200, 200]);
    }
    await runner.close();
    await other.close();
  });

  it("is taken back by its author alone, and not after it took effect", async () => {
    const bo = await agentCookie(desk, "Bo");
    const { id } = (await answer("Mine")).body.message;
    expect((await undo(id, bo)).body.error.code).toBe("not_permitted");
    await later();
    expect((await undo(id)).body.error.code).toBe("in_effect");
    expect((await undo("unknown")).status).toBe(404);
    const elsewhere = await submitTicket(desk, project.api, scene.mia.token, { subject: "Other", body: "Other" });
    const path = `/tickets/${elsewhere.body.ticket.id}/undo` as const;
    const waiting = (await answer("Waiting")).body.message.id;
    expect((await staffAsk(desk, path, { body: { change: waiting } })).status).toBe(404);
  });

  it("keeps its files from everybody until it takes effect, from the sweep, and gives them back when undone", async () => {
    const upload = async (name: string) =>
      (await desk.ask("/api/staff/attachments", { form: fileForm("secret words", name), cookie: desk.admin })).body.id;
    const download = (id: string) => desk.ask(`${project.api}/attachments/${id}`, { token: scene.mia.token });
    const files = [await upload("b.txt"), await upload("a.txt")];
    const { message } = (await answer("Here", { attachments: files })).body;
    expect(message.attachments.map(({ name }) => name)).toEqual(["b.txt", "a.txt"]);
    expect((await download(files[0]!)).status).toBe(404);
    expect((await answer("Twice", { attachments: files })).body.error.code).toBe("attachment_unknown");
    await undo(message.id);
    const again = (await answer("Here after all", { attachments: files })).body.message;
    // The server stands still for two days, and sweeps before it does anything else.
    desk.pass(48 * 3_600_000);
    await sweepAttachments(desk);
    expect((await download(files[0]!)).status).toBe(404);
    await desk.jobs.runDue();
    expect((await download(files[0]!)).text).toBe("secret words");
    const shown = (await ofMia()).messages.find(({ id }) => id === again.id)!;
    expect(shown.attachments.map(({ name }) => name)).toEqual(["b.txt", "a.txt"]);
  });

  it("gives whoever joins five seconds, until they say otherwise", async () => {
    const { link } = (await staffAsk(desk, "/staff", { body: { name: "Bo", email: "bo@desk.test", role: "agent" } }))
      .body;
    const body = { token: tokenOf(link), password: colleaguePassword };
    const cookie = cookieOf((await desk.ask("/api/staff/activations", { body })).headers);
    expect((await staffAsk(desk, "/session", { cookie })).body.undoSeconds).toBe(5);
    expect((await answer("From Bo", {}, { cookie })).body.message).toHaveProperty("effectiveAt");
  });

  it("lets notes be read at once, and everything of staff who want no delay", async () => {
    const note = await answer("Careful", { internal: true });
    expect(note.body.message).not.toHaveProperty("effectiveAt");
    await undoIn(0);
    const at = await answer("At once", { status: "solved" });
    expect(at.body.message).not.toHaveProperty("effectiveAt");
    expect(await ofMia()).toMatchObject({ status: "solved", excerpt: "At once" });
    expect((await staffAsk(desk, "/session", { method: "PATCH", body: { undoSeconds: 7 } })).status).toBe(400);
    expect((await staffAsk(desk, "/session")).body.undoSeconds).toBe(0);
  });

  it("concerns staff alone, also to processes that do not know it yet", async () => {
    await answer("Later");
    const rows = desk.database.read.selectFrom("events").select("concerns").where("type", "=", "ticket.pending");
    expect(await rows.execute()).toEqual([{ concerns: "staff" }]);
  });

  it("stays with its ticket when its customer is merged into another, or deleted", async () => {
    const into = await desk.customer(project.id, { name: "Mia B", email: "mia.b@example.com" });
    await answer("For whoever you are");
    await staffAsk(desk, `/customers/${scene.mia.id}/merge`, { body: { into: into.id } });
    await later();
    const read = await desk.ask(`${project.api}/tickets/${scene.ticket}`, { token: into.token });
    expect(read.body.ticket.messages.at(-1)!.body).toBe("For whoever you are");
    await answer("To nobody");
    await staffAsk(desk, `/customers/${into.id}`, { method: "DELETE" });
    await later();
    expect((await ofStaff()).messages.at(-1)).toMatchObject({ body: "To nobody", internal: false });
    expect(await ofStaff()).not.toHaveProperty("effectiveAt");
  });

  it("is taken up again where the clock was set back after its job was claimed", async () => {
    await answer("Patience");
    const takeUp = (now: () => number) => jobHandlers({ ...desk, now })["staff-change"];
    const context = { attempts: 1, signal: new AbortController().signal, leaving: new AbortController().signal };
    const work = (now: number) => takeUp(() => now)({ ticketId: scene.ticket }, context);
    expect(await work(desk.now() + 2000)).toEqual({ againIn: 3000 });
    expect(await wordsOfMia()).toEqual(["It never came."]);
    expect(await work(desk.now() + 5000)).toBeUndefined();
    expect(await wordsOfMia()).toEqual(["It never came.", "Patience"]);
  });

  it("waits while the clock is set back, and can be undone until then", async () => {
    const { id } = (await answer("Patience")).body.message;
    await later(-60_000);
    expect(await wordsOfMia()).toEqual(["It never came."]);
    await later(65_000);
    expect(await wordsOfMia()).toEqual(["It never came.", "Patience"]);
    expect((await undo(id)).status).toBe(409);
  });
});
