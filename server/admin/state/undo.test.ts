// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answerByHand, type Asked } from "../testing/asked.ts";
import type { StaffMessage, StaffSession, StaffTicket, TicketStatus } from "../../contract/index.ts";

const ticket = { id: "t1", number: 7 } as StaffTicket;
const answerOf = (id: string, body: string, more: Partial<StaffMessage> = {}): StaffMessage => ({
  id,
  body,
  author: { kind: "staff", name: "Ada" },
  content: [],
  attachments: [],
  createdAt: "2026-11-29T10:00:00.000Z",
  internal: false,
  effectiveAt: "2026-11-29T10:00:05.000Z",
  by: "ada",
  ...more,
});
const undoneAt = "2026-11-29T10:00:02.000Z";

/** What the page has asked of the desk, to be answered by hand. */
let asked: Asked[];

beforeEach(() => {
  asked = answerByHand();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page as it is loaded, once Ada is in. */
async function page() {
  vi.resetModules();
  const { session } = await import("./session.ts");
  session.value = { staff: { id: "ada", name: "Ada" } } as StaffSession;
  const { draftOf } = await import("./drafts.ts");
  const { sendMessage } = await import("./send.ts");
  const { undoable, addUndoable } = await import("./undoable.ts");
  const { undo } = await import("./undo.ts");
  const { asides } = await import("./aside.ts");
  const { putIntoField } = await import("./put-back.ts");
  const { notices } = await import("./notices.ts");
  const draft = draftOf(ticket.id);
  const take = (message: StaffMessage) => undo({ ticket, message, until: 0 });
  const shown = () => [draft.text.value, asides.value.map(({ text }) => text)];
  const send = (then?: TicketStatus) => sendMessage(ticket, draft, then);
  return { draft, send, undoable, addUndoable, take, shown, asides, putIntoField, notices };
}
const settled = () => vi.advanceTimersByTimeAsync(0);
const undone = (message: StaffMessage) => ({ ticket, message: { ...message, undoneAt, effectiveAt: undefined } });

/** Asks and answers of the list, which are nobody's business here, are left out. */
const to = (end: string) => asked.filter(({ path }) => path.endsWith(end));

it("asks again until the desk says whether it was undone, and keeps the words until then", async () => {
  const { take, shown } = await page();
  const message = answerOf("a", "To the wrong shop");
  void take(message);
  await settled();
  to("/undo")[0]!.lose();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(to("/undo")).toHaveLength(2);
  to("/undo")[1]!.answer(200, undone(message));
  await settled();
  expect(shown()).toEqual(["To the wrong shop", []]);
});

it("has the words again after the tab was closed in the middle", async () => {
  const message = answerOf("a", "To the wrong shop", {
    attachments: [{ id: "f", name: "a.txt", size: 3 } as StaffMessage["attachments"][number]],
  });
  void (await page()).take(message);
  sessionStorage.clear();
  const { shown, draft } = await page();
  expect(to("/undo").map(({ body }) => body["change"])).toEqual(["a", "a"]);
  to("/undo")[1]!.answer(200, undone(message));
  await settled();
  expect(shown()).toEqual(["To the wrong shop", []]);
  expect(draft.files.value).toMatchObject([{ id: "f", state: "ready" }]);
  // Once is enough.
  expect((await page()).shown()).toEqual(["To the wrong shop", []]);
  expect(to("/undo")).toHaveLength(2);
});

it("keeps its own words where the desk has none any more, a day later", async () => {
  const message = answerOf("a", "To the wrong shop");
  void (await page()).take(message);
  const { shown } = await page();
  to("/undo")[1]!.answer(200, undone({ ...message, body: "" }));
  await settled();
  expect(shown()).toEqual(["To the wrong shop", []]);
});

it("forgets the words where customers see them already, and keeps them where the desk knows nothing of them", async () => {
  const { take, shown, notices, undoable, addUndoable } = await page();
  // Not told that it is over.
  addUndoable(ticket, answerOf("a", "Seen"));
  void take(answerOf("a", "Seen"));
  to("/undo")[0]!.answer(409, { error: { code: "in_effect", message: "" } });
  await settled();
  expect(shown()).toEqual(["", []]);
  expect(notices.value).toHaveLength(1);
  expect(undoable.value).toEqual([]);
  addUndoable(ticket, answerOf("b", "Gone with a restore"));
  void take(answerOf("b", "Gone with a restore"));
  to("/undo")[1]!.answer(404, { error: { code: "not_found", message: "" } });
  await settled();
  expect(shown()).toEqual(["Gone with a restore", []]);
  expect(undoable.value).toEqual([]);
});

it("keeps the words and the wish where somebody else is signed in, until who sent it is back", async () => {
  const { take, asides } = await page();
  const message = answerOf("a", "To the wrong shop");
  void take(message);
  to("/undo")[0]!.answer(403, { error: { code: "not_permitted", message: "" } });
  await settled();
  expect(asides.value).toMatchObject([{ id: "a", text: "To the wrong shop", isAsked: true }]);
  const { shown } = await page();
  to("/undo")[1]!.answer(200, undone(message));
  await settled();
  expect(shown()).toEqual(["To the wrong shop", []]);
});

it("waits with the words while another answer is on its way, and puts them in its place", async () => {
  const { take, send, draft, shown } = await page();
  draft.text.value = "B";
  void send();
  const first = answerOf("a", "A");
  void take(first);
  to("/undo")[0]!.answer(200, undone(first));
  await settled();
  expect(shown()).toEqual(["B", ["A"]]);
  to("/messages")[0]!.answer(201, { ticket, message: answerOf("b", "B") });
  await settled();
  expect(shown()).toEqual(["A", []]);
});

it("leaves an answer that may have been sent in the field with its key, until that is known", async () => {
  const { take, send, draft, shown } = await page();
  draft.text.value = "B";
  void send();
  to("/messages")[0]!.lose();
  await settled();
  const first = answerOf("a", "A");
  void take(first);
  to("/undo")[0]!.answer(200, undone(first));
  await settled();
  expect(shown()).toEqual(["B", ["A"]]);
  // At once, and not in 20 seconds.
  const [sent, again] = to("/messages");
  expect([again!.key, again!.body]).toEqual([sent!.key, sent!.body]);
  again!.answer(201, { ticket, message: answerOf("b", "B") });
  await settled();
  expect(shown()).toEqual(["A", []]);
  expect(draft.key.value).toBeNull();
});

it("sends the same words under one key whichever status goes with them, also after a reload", async () => {
  const { draft, send } = await page();
  draft.text.value = "Here it is.";
  void send("solved");
  to("/messages")[0]!.lose();
  await settled();
  void send();
  to("/messages")[1]!.lose();
  await settled();
  void send("closed");
  to("/messages")[2]!.lose();
  await settled();
  // By itself, as it was sent last.
  await vi.advanceTimersByTimeAsync(20_000);
  to("/messages")[3]!.lose();
  await settled();
  void (await page()).send();
  expect(to("/messages").map(({ body }) => body["status"])).toEqual([
    "solved",
    undefined,
    "closed",
    "closed",
    undefined,
  ]);
  expect(new Set(to("/messages").map(({ key }) => key)).size).toBe(1);
});

it("is no draft twice and no message where the answer to its sending comes after that to its undoing", async () => {
  const { take, send, draft, shown, undoable, addUndoable } = await page();
  draft.text.value = "A";
  void send();
  const first = answerOf("a", "A");
  // By the stream.
  addUndoable(ticket, first);
  void take(first);
  to("/undo")[0]!.answer(200, undone(first));
  await settled();
  to("/messages")[0]!.answer(201, { ticket, message: first });
  await settled();
  expect(shown()).toEqual(["A", []]);
  expect([draft.key.value, draft.problem.value, undoable.value]).toEqual([null, null, []]);
});

it("says that what was taken back in another tab was not sent", async () => {
  const { send, draft, shown } = await page();
  draft.text.value = "A";
  void send();
  to("/messages")[0]!.answer(201, undone(answerOf("a", "A")));
  await settled();
  expect(shown()).toEqual(["A", []]);
  expect(draft.problem.value).toBe("Not sent: Undone. Your text is kept here.");
});

it("never joins an answer and a note: one of them waits beside the field", async () => {
  const { take, draft, shown, asides, putIntoField } = await page();
  const first = answerOf("a", "For Mia");
  void take(first);
  draft.internal.value = true;
  draft.text.value = "She is rude";
  to("/undo")[0]!.answer(200, undone(first));
  await settled();
  expect([shown(), draft.internal.value]).toEqual([["She is rude", ["For Mia"]], true]);
  putIntoField(asides.value[0]!);
  expect([shown(), draft.internal.value]).toEqual([["For Mia", ["She is rude"]], false]);
  // After a reload both are there.
  const again = await page();
  expect(again.shown()).toEqual(["For Mia", ["She is rude"]]);
  again.putIntoField(again.asides.value[0]!);
  expect([again.shown(), again.draft.internal.value]).toEqual([["She is rude", ["For Mia"]], true]);
});

it("does not turn a note field into an answer under somebody's hands", async () => {
  const { take, draft, shown } = await page();
  const first = answerOf("a", "For Mia");
  draft.internal.value = true;
  draft.text.value = "She is rude";
  void take(first);
  to("/undo")[0]!.answer(200, undone(first));
  await settled();
  draft.text.value = "";
  expect([shown(), draft.internal.value]).toEqual([["", ["For Mia"]], true]);
  draft.internal.value = false;
  expect(shown()).toEqual(["For Mia", []]);
});

it("is above what has been written since, and colleagues' entries stay in the thread", async () => {
  const { take, draft, shown } = await page();
  const { messages } = await import("./ticket.ts");
  const first = answerOf("a", "A");
  const others = answerOf("c", "From Bo", { by: "bo" });
  messages.value = [first, others];
  draft.text.value = "since";
  void take(first);
  to("/undo")[0]!.answer(200, undone(first));
  await settled();
  expect(shown()).toEqual(["A\n\nsince", []]);
  expect(messages.value).toEqual([others]);
});

it("counts from what the desk says is left, whatever this computer's clock says, and never back up", async () => {
  vi.setSystemTime(new Date("2031-01-01T00:00:00.000Z"));
  const { undoable, addUndoable } = await page();
  const { noteUndoable } = await import("./undoable.ts");
  const left = () => undoable.value[0]!.until - performance.now();
  addUndoable(ticket, answerOf("a", "A", { effectiveIn: 2000 }));
  expect(left()).toBe(2000);
  noteUndoable(ticket, [answerOf("a", "A", { effectiveIn: 30_000 })]);
  expect(left()).toBe(2000);
});

it("is tried once for each time that the desk can be reached again, however soon that fails", async () => {
  const { draft, send } = await page();
  draft.text.value = "It is on its way.";
  void send();
  await settled();
  to("/messages")[0]!.lose();
  await settled();
  const { sendWaiting } = await import("./send.ts");
  void sendWaiting();
  await settled();
  to("/messages")[1]!.answer(409, { error: { code: "key_in_flight" } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(to("/messages")).toHaveLength(2);
});
