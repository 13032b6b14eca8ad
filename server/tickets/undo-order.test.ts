import { describe, expect } from "vitest";
import { jobHandlers } from "../background/handlers.ts";
import { openDatabase } from "../db/open.ts";
import { startJobRunner } from "../jobs/runner.ts";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { agentCookie } from "../testing/people.ts";
import { withUndo } from "../testing/with-undo.ts";

describe.each(engines)("Undo: what waits keeps its order, and the last word on the status (%s)", (engine) => {
  const { it, desk, project, scene, undoIn, answer, setStatus, undo, write, ofStaff, ofMia, wordsOfMia, later } =
    withUndo(engine);

  it("lets a customer who writes in between have the last word on the status, and stand above", async () => {
    await answer("First answer");
    await later();
    await answer("Here it is.", { status: "solved" });
    await write("I found it!");
    expect((await ofStaff()).messages.map(({ body }) => body)).toEqual([
      "It never came.",
      "First answer",
      "I found it!",
      "Here it is.",
    ]);
    expect(await ofStaff()).toMatchObject({ status: "open" });
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "First answer", "I found it!", "Here it is."]);
    expect((await ofMia()).status).toBe("open");
    // By pages it is found behind them too.
    const page = (query: string) =>
      desk.ask(`${project.api}/tickets/${scene.ticket}?${query}`, { token: scene.mia.token });
    const [last] = (await page("limit=1")).body.ticket.messages;
    expect(last!.body).toBe("Here it is.");
    expect((await page(`limit=2&before=${last!.id}`)).body.ticket.messages.at(-1)!.body).toBe("I found it!");
  });

  it("leaves the customer's last words unanswered by an answer that was given before them", async () => {
    await answer("Is it the blue one?");
    expect(await ofStaff()).toMatchObject({ unanswered: false });
    await write("It is broken.");
    expect(await ofStaff()).toMatchObject({ status: "open", unanswered: true });
    await later();
    expect(await ofStaff()).toMatchObject({ status: "open", unanswered: true, excerpt: "Is it the blue one?" });
    expect(await ofMia()).toMatchObject({ unread: true });
    const path = `${project.api}/tickets/${scene.ticket}` as const;
    await desk.ask(path, { method: "PATCH", body: { read: true }, token: scene.mia.token });
    expect(await ofMia()).toMatchObject({ unread: false });
    await answer("Then we send another.");
    await later();
    expect(await ofStaff()).toMatchObject({ unanswered: false });
    expect(await ofMia()).toMatchObject({ unread: true });
  });

  it("opens a new ticket whose customer wrote in between, and never lets it wait for them", async () => {
    await answer("Hello");
    await write("One more thing");
    await later();
    expect((await ofMia()).status).toBe("open");
  });

  it("lets a customer who closes in between, or a colleague who decides later, have the last word", async () => {
    await answer("Is it solved?", { status: "on-hold" });
    const path = `${project.api}/tickets/${scene.ticket}` as const;
    const closed = await desk.ask(path, { method: "PATCH", body: { status: "closed" }, token: scene.mia.token });
    expect([closed.status, closed.text]).toEqual([200, expect.any(String)]);
    await later();
    expect(await ofMia()).toMatchObject({ status: "closed" });
    const bo = await agentCookie(desk, "Bo");
    await undoIn(0, bo);
    await setStatus("solved");
    await setStatus("open", bo);
    await later();
    expect((await ofMia()).status).toBe("open");
  });

  it("lets whoever decided last decide, also where all of it takes effect at once", async () => {
    await undoIn(30);
    await setStatus("solved");
    const bo = await agentCookie(desk, "Bo");
    await undoIn(5, bo);
    await setStatus("on-hold", bo);
    await later(60_000);
    expect(await wordsOfMia()).toEqual(["It never came.", "on-hold"]);
  });

  it("tells customers the last of several choices, and nothing of one that was taken back by another", async () => {
    await setStatus("solved");
    await setStatus("on-hold");
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "on-hold"]);
    await setStatus("solved");
    expect((await setStatus("on-hold")).body.ticket).not.toHaveProperty("effectiveAt");
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "on-hold"]);
  });

  it("keeps the order of what was written, also where all of it takes effect at once", async () => {
    for (const word of ["one", "two", "three"]) await answer(word);
    await setStatus("closed");
    const other = await openDatabase(desk.test.target, { now: desk.now });
    const runners = [desk.database, other].map((database) =>
      startJobRunner({ ...desk, database, handlers: jobHandlers({ ...desk, database }), tickMs: 2 ** 30 }),
    );
    desk.pass(5000);
    await Promise.all(runners.map((runner) => runner.runDue()));
    await Promise.all(runners.map((runner) => runner.close()));
    await other.close();
    expect(await wordsOfMia()).toEqual(["It never came.", "one", "two", "three", "closed"]);
    expect((await ofMia()).status).toBe("closed");
  });

  it("never overtakes an answer that was given before, whoever has the shorter time", async () => {
    await undoIn(30);
    await answer("one");
    await undoIn(5);
    await answer("two");
    const bo = await agentCookie(desk, "Bo");
    await undoIn(0, bo);
    const { message } = (await answer("three", {}, { cookie: bo })).body;
    expect(message).toHaveProperty("effectiveAt");
    // Notes are for colleagues, who read everything at once.
    expect((await answer("aside", { internal: true })).body.message).not.toHaveProperty("effectiveAt");
    const headers = { Authorization: `Bearer ${scene.mia.token}` };
    const stream = await readEvents(desk, `${project.api}/events?ticket=${scene.ticket}`, headers);
    await answer("four");
    await setStatus("solved");
    expect(await wordsOfMia()).toEqual(["It never came."]);
    await later(29_999);
    expect(await wordsOfMia()).toEqual(["It never came."]);
    await later(1);
    expect(await wordsOfMia()).toEqual(["It never came.", "one", "two", "three", "four", "solved"]);
    await stream.close();
  });

  it("tells customers one status where a choice of its own follows one that went with an answer", async () => {
    await answer("Here it is.", { status: "solved" });
    await setStatus("on-hold");
    expect((await ofStaff()).status).toBe("on-hold");
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "Here it is.", "on-hold"]);
    await setStatus("solved");
    await answer("And closed.", { status: "closed" });
    await later();
    expect((await wordsOfMia()).slice(3)).toEqual(["And closed.", "closed"]);
    // Also where the second has no time to be taken back.
    await setStatus("solved");
    await undoIn(0);
    await setStatus("closed");
    expect((await ofStaff()).messages.at(-1)).toMatchObject({ body: "closed" });
    expect(await ofStaff()).not.toHaveProperty("effectiveAt");
  });

  it("gives back the choice that another one had made way for, and takes back no more than was asked", async () => {
    const choose = async (status: string) => (await setStatus(status)).body.statusMessage!.id;
    await choose("solved");
    await undo(await choose("on-hold"));
    expect(await ofStaff()).toMatchObject({ status: "solved", effectiveAt: expect.any(String) });
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "solved"]);
    // Of an answer and a status each is undone by itself, whichever came first.
    await answer("Is it?", { status: "closed" });
    await undo(await choose("on-hold"));
    expect((await ofStaff()).status).toBe("closed");
    const second = await choose("on-hold");
    await undo((await answer("Never mind")).body.message.id);
    await undo((await ofStaff()).messages.at(-2)!.id);
    expect((await ofStaff()).status).toBe("on-hold");
    await later();
    expect((await ofMia()).messages.slice(2)).toMatchObject([{ id: second, body: "on-hold" }]);
  });

  it("never revives a choice by undoing an answer whose status was chosen anew since", async () => {
    const choose = async (status: string) => (await setStatus(status)).body.statusMessage!.id;
    await choose("solved");
    const first = (await answer("Bye", { status: "closed" })).body.message.id;
    await choose("on-hold");
    await undo(first);
    expect((await ofStaff()).messages.slice(1)).toMatchObject([{ body: "on-hold" }]);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "on-hold"]);
    // Both undone, it is where it was before either.
    await choose("solved");
    const second = (await answer("Bye", { status: "closed" })).body.message.id;
    const third = await choose("open");
    await undo(second);
    await undo(third);
    expect((await ofStaff()).messages.slice(2)).toMatchObject([{ body: "solved" }]);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "on-hold", "solved"]);
  });

  it("makes no second choice of what one has chosen already: undone, it is undone", async () => {
    const { id } = (await setStatus("solved")).body.statusMessage!;
    const again = await setStatus("solved");
    expect([again.status, again.body.ticket.status, again.body.statusMessage]).toEqual([200, "solved", undefined]);
    expect((await ofStaff()).messages.slice(1)).toMatchObject([{ id }]);
    await undo(id);
    expect(await ofStaff()).toMatchObject({ status: "new" });
    // The same with an answer, which keeps it.
    await answer("Here it is.", { status: "solved" });
    await setStatus("solved");
    expect((await ofStaff()).messages.slice(1)).toMatchObject([{ body: "Here it is.", change: { status: {} } }]);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "Here it is.", "solved"]);
  });

  it("gives a choice back at once where its time is over, also that of an answer which is out", async () => {
    await setStatus("solved");
    await later(3000);
    const { id } = (await answer("Bye", { status: "closed" })).body.message;
    await later(3000);
    expect(await wordsOfMia()).toEqual(["It never came."]);
    await undo(id);
    await later(0);
    expect(await wordsOfMia()).toEqual(["It never came.", "solved"]);
    await answer("Here it is.", { status: "closed" });
    await later(3000);
    const held = (await setStatus("on-hold")).body.statusMessage!.id;
    await later(3000);
    expect(await wordsOfMia()).toEqual(["It never came.", "solved", "Here it is."]);
    await undo(held);
    await later(0);
    expect(await wordsOfMia()).toEqual(["It never came.", "solved", "Here it is.", "closed"]);
  });

  it("shows staff no status that waits in vain, as somebody has had the last word since", async () => {
    const { id } = (await setStatus("on-hold")).body.statusMessage!;
    await write("It is broken.");
    expect((await ofStaff()).messages.map(({ body }) => body)).toEqual(["It never came.", "It is broken."]);
    expect(await ofStaff()).not.toHaveProperty("effectiveAt");
    expect((await undo(id)).status).toBe(200);
    await setStatus("solved");
    const bo = await agentCookie(desk, "Bo");
    await undoIn(0, bo);
    await setStatus("on-hold", bo);
    expect(await ofStaff()).toMatchObject({ status: "on-hold" });
    expect(await ofStaff()).not.toHaveProperty("effectiveAt");
  });

  it("gives no choice back where the customer has had the last word since", async () => {
    await answer("Here it is.", { status: "solved" });
    const { id } = (await setStatus("on-hold")).body.statusMessage!;
    await write("It is broken.");
    await undo(id);
    await later();
    expect(await wordsOfMia()).toEqual(["It never came.", "It is broken.", "Here it is."]);
    expect((await ofMia()).status).toBe("open");
  });

  it("writes down what a colleague has chosen too, who may take theirs back", async () => {
    const bo = await agentCookie(desk, "Bo");
    await undoIn(5, bo);
    const first = (await setStatus("solved", bo)).body.statusMessage!;
    const second = (await setStatus("solved")).body.statusMessage!;
    await undo(first.id, bo);
    expect(await ofStaff()).toMatchObject({ status: "solved" });
    await later();
    expect((await ofMia()).messages.at(-1)).toMatchObject({ id: second.id, body: "solved" });
  });
});
