// @vitest-environment happy-dom
/** Widgets of every release stay on pages for ever, and those of one site share what is written down. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Api, createApi } from "../api.ts";
import { createObserved } from "../observed.ts";
import type { App } from "../state/app.ts";
import { createDrafts, type Drafts, type KeptDrafts, newTicket, written } from "../state/drafts.ts";
import { createPost, type Post } from "../state/post.ts";
import { createSession, type Session } from "../state/session.ts";
import { openStorage } from "../storage.ts";
import { sendLeft } from "./left.tsx";
import type { Outbox } from "./outbox.ts";
import type { Store, StoredEntry } from "./store.ts";

/** As long as a busy machine may need. */
function soon<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, 10_000);
}

/** What the last release that knew a path alone did with an entry, in its own lines. */
const lastRelease = {
  placeOf: ({ path }: StoredEntry): string => path.split("/")[2] ?? "new",
  async send(api: Api, session: Session, entry: StoredEntry): Promise<unknown> {
    const { path, body, beside, key } = entry;
    const token = path === "/tickets" ? await session.sender() : session.token(path.split("/")[2]);
    return api.ask(path, { token, body: { ...body, ...beside }, key });
  },
  entry: (place: string, draft: ReturnType<Drafts["of"]>, body: object): StoredEntry => ({
    key: "of-the-last-release",
    owner: "",
    path: place === "new" ? "/tickets" : `/tickets/${place}/messages`,
    body,
    written: written(draft),
    at: 1,
  }),
};

interface Sent {
  path: string;
  key: string | undefined;
  token: string | undefined;
  body: unknown;
}

interface Tab {
  api: Api;
  session: Session;
  drafts: Drafts;
  post: Post;
  outbox: Outbox;
}

/** As IndexedDB has them, for all tabs: copies, so that nobody changes what another one reads. */
let table: Map<string, StoredEntry>;
let sent: Sent[];
let answer: () => Response;

const store: Store = {
  put: async (entry) => !!table.set(entry.key, structuredClone({ ...entry })),
  remove: async (key) => table.delete(key),
  all: async () => [...table.values()].map((entry) => structuredClone(entry)),
  forget: () => table.clear(),
  run: () => Promise.reject(new Error("Nothing else is kept here.")),
};

function openTab(): Tab {
  const api = createApi("https://desk.test/api/portal/tea");
  const observed = createObserved(() => {});
  const storage = openStorage("tea");
  const session = createSession(api, storage, store);
  const drafts = createDrafts(observed, openStorage<KeptDrafts>("tea:drafts"), "");
  const quiet = (): void => {};
  const [outbox, post] = createPost({ api, observed, session } as App, storage, store, drafts, {
    arrived: quiet,
    refused: quiet,
  });
  return { api, session, drafts, outbox, post };
}

const refusedWith = (status: number, code: string): Response =>
  Response.json({ error: { code, message: "No.", fields: {} } }, { status });

beforeEach(() => {
  table = new Map();
  sent = [];
  answer = () => Response.json({});
  localStorage.setItem("deskbell:tea", JSON.stringify({ visitor: "browser", tracking: { tin: "link" } }));
  vi.stubGlobal("fetch", async (url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const { "Idempotency-Key": key, Authorization: token } = headers;
    sent.push({ path: new URL(url).pathname, key, token, body: JSON.parse(body) });
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe.each([
  { what: "a new ticket", place: newTicket, to: {}, path: "/api/portal/tea/tickets", token: "Bearer browser" },
  {
    what: "a reply",
    place: "tin",
    to: { ticket: "tin" },
    path: "/api/portal/tea/tickets/tin/messages",
    token: "Bearer link",
  },
])("$what", ({ place, to, path, token }) => {
  const body = { body: "My tin" };

  it("that was written down here goes out from a tab of the last release as it does from here", async () => {
    const here = openTab();
    here.drafts.of(place).fields.body = "My tin";
    let kept: StoredEntry | undefined;
    answer = () => {
      kept ??= structuredClone([...table.values()][0]);
      return Response.json({});
    };
    here.post(here.drafts.of(place), to, body, { form: "proof" });
    await soon(() => expect([sent.length, table.size]).toEqual([1, 0]));
    expect(sent[0]).toEqual({ path, key: kept!.key, token, body: { ...body, form: "proof" } });

    expect(lastRelease.placeOf(kept!)).toBe(place);
    const other = openTab();
    await lastRelease.send(other.api, other.session, kept!);
    expect(sent[1]).toEqual(sent[0]);
  });

  it("of the last release goes out from here as it does from there", async () => {
    const { drafts, api, session, outbox } = openTab();
    const entry = lastRelease.entry(place, drafts.of(place), body);
    await lastRelease.send(api, session, entry);
    await store.put(entry);
    await sendLeft({ outbox, session } as App);
    await soon(() => expect(table.size).toBe(0));
    expect(sent).toEqual([
      { path, key: entry.key, token, body },
      { path, key: entry.key, token, body },
    ]);
  });

  it("of the last release that is refused comes back where it was typed, and nowhere else", async () => {
    const { drafts, session, outbox } = openTab();
    drafts.of(place).fields.body = "My tin";
    await store.put(lastRelease.entry(place, drafts.of(place), body));
    drafts.of(place).fields.body = "";
    answer = () => refusedWith(400, "fields_invalid");
    await sendLeft({ outbox, session } as App);
    await soon(() => expect(table.size).toBe(0));
    const other = place === newTicket ? "tin" : newTicket;
    expect([drafts.of(place).fields.body, drafts.of(other).fields.body]).toEqual(["My tin", ""]);
  });

  it("that the last release tried and kept as a draft goes under the same key, so that it arrives once", async () => {
    const before = openTab().drafts.of(place);
    before.fields.body = "My tin";
    const tried = lastRelease.entry(place, before, body);
    const draft = { fields: { ...before.fields }, files: [], tried: { ...tried, tried: true } };
    localStorage.setItem("deskbell:tea:drafts", JSON.stringify({ [`/${place}`]: draft }));
    const { drafts, post } = openTab();
    answer = () => {
      expect([...table.values()]).toMatchObject([{ key: tried.key, path: tried.path, to }]);
      return Response.json({});
    };
    post(drafts.of(place), to, { body: "My tin", priority: "high" });
    await soon(() => expect([sent.length, table.size]).toEqual([1, 0]));
    expect(sent).toEqual([{ path, key: tried.key, token, body }]);
  });
});
