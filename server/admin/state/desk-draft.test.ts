// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answerByHand, type Asked } from "../testing/asked.ts";
import type { Aside } from "./aside.ts";
import type { StaffDraft, StaffMessage, StaffSession, StaffTicket } from "../../contract/index.ts";

const ticket = { id: "t1", number: 7 } as StaffTicket;
const draftPath = "/tickets/t1/draft";

/** What the page has asked of the desk, to be answered by hand. */
let asked: Asked[];

beforeEach(() => {
  asked = answerByHand();
  location.hash = "#tickets/t1";
});
let end = (): void => undefined;
afterEach(async () => {
  end();
  end = () => undefined;
  await settled();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const settled = () => pass(0);
const reads = () => asked.filter(({ method, path }) => method === "GET" && path === draftPath);
const saves = () => asked.filter(({ method }) => method === "PUT");
const posts = () => asked.filter(({ path }) => path.endsWith("/messages"));
const found = (revision: string, body: string, attachments: string[] = []) => ({
  draft: {
    body,
    internal: false,
    attachments: attachments.map((id) => ({ id, name: `${id}.txt`, size: 3 })),
    revision,
    updatedAt: "2026-11-29T10:00:00.000Z",
  } as StaffDraft,
});
const none = { draft: null };
/** The desk keeps what was saved. */
const keep = async (save: Asked): Promise<void> => {
  save.answer(200, save.body["body"] === "" ? none : found(save.body.revision, String(save.body["body"])));
  await settled();
};
const refuse = (asking: Asked, code: string, status = 409): void =>
  asking.answer(status, { error: { code, message: "" } });
const answerOf = (id: string, body: string, more: Partial<StaffMessage> = {}): StaffMessage =>
  ({ id, body, author: { kind: "staff", name: "Ada" }, attachments: [], internal: false, ...more }) as StaffMessage;

/** The page as it is loaded, once Ada is in, with the ticket open. */
async function page({ isOpen = true } = {}) {
  end();
  vi.resetModules();
  const { session } = await import("./session.ts");
  session.value = { staff: { id: "ada", name: "Ada" } } as StaffSession;
  const { followAddress } = await import("./place.ts");
  followAddress();
  const { draftOf } = await import("./drafts.ts");
  const { sendMessage } = await import("./send.ts");
  const { asides, keepAside } = await import("./aside.ts");
  const { putBack, putIntoField } = await import("./put-back.ts");
  const { keepOnDesk } = await import("./desk-draft.ts");
  const { messages } = await import("./ticket.ts");
  // It comes with the field; a busy machine takes longer to read it than anybody waits below.
  const { undoPart } = await import("./undoable.ts");
  await undoPart();
  const draft = draftOf("t1");
  const leave = isOpen ? keepOnDesk("t1", draft) : () => undefined;
  end = leave;
  await settled();
  const takeBack = (aside: Aside): void => {
    keepAside(aside);
    putBack(aside);
  };
  const shown = () => [draft.text.value, asides.value.map(({ text }) => text)];
  return { draft, leave, asides, takeBack, putIntoField, messages, shown, send: () => sendMessage(ticket, draft) };
}
/** Nothing is on the desk yet. */
async function emptyPage() {
  const opened = await page();
  reads()[0]!.answer(200, none);
  await settled();
  return opened;
}
const write = async (draft: { text: { value: string } }, words: string): Promise<void> => {
  draft.text.value = words;
  await pass(1000);
};

describe("F13: two versions", () => {
  it("are both kept, in sight and over a closed tab: the desk's lies aside, and what is written on is saved", async () => {
    const { draft, shown, putIntoField, asides } = await page();
    draft.text.value = "L";
    reads()[0]!.answer(200, found("s", "S"));
    await settled();
    expect(shown()).toEqual(["L", ["S"]]);
    expect(saves().map(({ body }) => [body["body"], body["replaces"]])).toEqual([["L", "s"]]);
    await keep(saves()[0]!);
    await write(draft, "L, and on");
    await keep(saves()[1]!);
    // As often as somebody likes.
    putIntoField(asides.value[0]!);
    expect(shown()).toEqual(["S", ["L, and on"]]);
    putIntoField(asides.value[0]!);
    expect(shown()).toEqual(["L, and on", ["S"]]);
    putIntoField(asides.value[0]!);
    sessionStorage.clear();
    const again = await page();
    reads().at(-1)!.answer(200, found("x", "S"));
    await settled();
    expect(again.shown()).toEqual(["S", ["L, and on"]]);
  });

  it("of which one was saved in between are both kept as well, and the longer one of another tab is there once", async () => {
    const { draft, shown } = await emptyPage();
    await write(draft, "L");
    refuse(saves()[0]!, "draft_changed");
    await settled();
    reads()[1]!.answer(200, found("s", "S"));
    await settled();
    expect(shown()).toEqual(["L", ["S"]]);
    expect(saves()[1]!.body).toMatchObject({ body: "L", replaces: "s" });
    refuse(saves()[1]!, "draft_changed");
    await pass(20_000);
    refuse(saves()[2]!, "draft_changed");
    await settled();
    reads()[2]!.answer(200, found("s2", "S and more"));
    await settled();
    expect(shown()).toEqual(["L", ["S and more"]]);
  });
});

it("F13: says who writes, and keeps the words where somebody else has signed in since", async () => {
  const { draft, shown } = await emptyPage();
  expect(reads()[0]!.query).toBe("staff=ada");
  await write(draft, "Ada's words");
  expect(saves()[0]!.body).toMatchObject({ staff: "ada" });
  refuse(saves()[0]!, "not_permitted", 403);
  await settled();
  dispatchEvent(new Event("focus"));
  await settled();
  refuse(reads()[1]!, "not_permitted", 403);
  await settled();
  expect(shown()).toEqual(["Ada's words", []]);
  expect(sessionStorage.getItem("deskbell:draft:ada:t1")).toContain("Ada's words");
});

describe("F13: words that were taken back", () => {
  const aside = {
    id: "a",
    ticket: "t1",
    text: "Sent and undone",
    internal: false,
    files: [],
    key: null,
    isAsked: false,
  };

  it("are a draft on the desk again", async () => {
    const { draft, send, takeBack } = await emptyPage();
    await write(draft, aside.text);
    await keep(saves()[0]!);
    void send();
    posts()[0]!.answer(201, { ticket, message: answerOf("a", aside.text) });
    await settled();
    takeBack(aside);
    await pass(1000);
    expect(saves()[1]!.body).toMatchObject({ body: aside.text, replaces: null });
  });

  it("are that also at a ticket that is not open, and try again there", async () => {
    const { draft, takeBack } = await page({ isOpen: false });
    takeBack(aside);
    await settled();
    expect(draft.text.value).toBe(aside.text);
    saves()[0]!.lose();
    await pass(20_000);
    expect(saves()[1]!.body).toMatchObject({ body: aside.text, replaces: null });
  });

  it("are that where another tab has taken them back before this one was answered", async () => {
    const { draft, send } = await emptyPage();
    await write(draft, "A");
    await keep(saves()[0]!);
    void send();
    posts()[0]!.answer(201, { ticket, message: answerOf("a", "A", { undoneAt: "2026-11-29T10:00:02.000Z" }) });
    await pass(1000);
    expect(saves()[1]!.body).toMatchObject({ body: "A", replaces: null });
  });
});

describe("F13: a save that is under way", () => {
  it("is waited for by the next one and by the answer, which names the newest", async () => {
    const { draft, send } = await emptyPage();
    await write(draft, "Dear");
    await write(draft, "Dear Mia");
    expect(saves()).toHaveLength(1);
    void send();
    await settled();
    expect(posts()).toHaveLength(0);
    await keep(saves()[0]!);
    expect(saves()[1]!.body).toMatchObject({ body: "Dear Mia", replaces: saves()[0]!.body.revision });
    await keep(saves()[1]!);
    expect(posts()[0]!.body["draft"]).toBe(saves()[1]!.body.revision);
  });

  it("holds an answer up for three seconds at most, and what it has left on the desk goes after it", async () => {
    const { draft, send, leave } = await emptyPage();
    await write(draft, "Dear");
    draft.text.value = "Dear Mia";
    void send();
    leave();
    await pass(3000);
    expect(posts()[0]!.body).toMatchObject({ body: "Dear Mia" });
    posts()[0]!.answer(201, { ticket, message: answerOf("a", "Dear Mia") });
    await settled();
    await keep(saves()[0]!);
    expect(saves()[1]!.body).toMatchObject({ body: "", replaces: saves()[0]!.body.revision });
  });

  it("and whose answer is lost leaves nothing on the desk of what was sent", async () => {
    const { draft, send } = await emptyPage();
    await write(draft, "Dear");
    saves()[0]!.lose();
    await settled();
    draft.text.value = "Dear Mia";
    void send();
    posts()[0]!.answer(201, { ticket, message: answerOf("a", "Dear Mia") });
    await vi.waitFor(() => expect(reads()).toHaveLength(2));
    reads()[1]!.answer(200, found(saves()[0]!.body.revision, "Dear"));
    await vi.waitFor(() => expect(saves()).toHaveLength(2));
    expect(saves()[1]!.body).toMatchObject({ body: "", replaces: saves()[0]!.body.revision });
  });

  it("and whose answer is lost is not shown to its writer as another draft", async () => {
    const { draft, shown } = await emptyPage();
    await write(draft, "Dear");
    saves()[0]!.lose();
    await write(draft, "Dear Mia");
    refuse(saves()[1]!, "draft_changed");
    await settled();
    reads()[1]!.answer(200, found(saves()[0]!.body.revision, "Dear"));
    await settled();
    expect(shown()).toEqual(["Dear Mia", []]);
    expect(saves()[2]!.body).toMatchObject({ body: "Dear Mia", replaces: saves()[0]!.body.revision });
  });
});

it("F13: a page that closes while it sends saves too, and says under which key the words are on their way", async () => {
  const { draft, send } = await emptyPage();
  draft.text.value = "Dear Mia";
  void send();
  dispatchEvent(new Event("pagehide"));
  await settled();
  expect(saves()[0]!.body).toMatchObject({ body: "Dear Mia", key: draft.key.value!.key });
  draft.text.value = "Changed";
  dispatchEvent(new Event("pagehide"));
  await settled();
  expect(saves()[1]!.body).not.toHaveProperty("key");
});

it("F13: what another device has sent goes out of the field, and what was emptied there stays", async () => {
  const { draft, messages, shown } = await emptyPage();
  messages.value = [answerOf("b", "Dear Mia", { author: { kind: "customer", name: "Mia" } })];
  await write(draft, "Dear Mia");
  await keep(saves()[0]!);
  dispatchEvent(new Event("focus"));
  await settled();
  reads()[1]!.answer(200, none);
  await settled();
  expect(shown()).toEqual(["Dear Mia", []]);
  messages.value = [...messages.value, answerOf("a", "Dear Mia")];
  await settled();
  reads()[2]!.answer(200, none);
  await settled();
  expect(shown()).toEqual(["", []]);
});

it("F13: says which file the desk knows nothing of any more", async () => {
  const { draft } = await emptyPage();
  draft.files.value = ["f", "g"].map((id) => ({ id, local: id, name: id, size: 3, state: "ready", share: 1 }));
  await write(draft, "Dear");
  saves()[0]!.answer(200, found(saves()[0]!.body.revision, "Dear", ["g"]));
  await settled();
  expect(draft.files.value.map(({ state }) => state)).toEqual(["failed", "ready"]);
  expect(draft.files.value[0]!.problem).toContain("not here any more");
});

it("F13: is saved every ten seconds where somebody never pauses", async () => {
  const { draft } = await emptyPage();
  for (let sign = 1; sign <= 21; sign++) {
    draft.text.value = "x".repeat(sign);
    await pass(500);
  }
  expect(saves()).toHaveLength(1);
});

it("F13: of a ticket that was left it tries again for that one, whatever the next one holds", async () => {
  const { draft, leave } = await emptyPage();
  const { draftOf } = await import("./drafts.ts");
  const { keepOnDesk } = await import("./desk-draft.ts");
  await write(draft, "Dear Mia");
  saves()[0]!.lose();
  await settled();
  leave();
  await settled();
  saves()[1]!.lose();
  end = keepOnDesk("t2", draftOf("t2"));
  await pass(20_000);
  expect(saves()[2]).toMatchObject({ path: draftPath, body: { body: "Dear Mia" } });
});
