import { describe, expect } from "vitest";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { submitTicket } from "../testing/verbs.ts";

const day = 24 * 3_600_000;

describe.each(engines)("a conversation moves its ticket (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const reply = (id = talk.ticket.id, text = "And?") =>
    desk.ask(`${talk.portal}/tickets/${id}/messages`, { body: { body: text }, token: talk.token, key: newKey() });
  const answer = (internal = false) =>
    desk.ask(`/api/staff/tickets/${talk.ticket.id}/messages`, {
      body: { body: "Soon.", internal },
      cookie: desk.admin,
      key: newKey(),
    });
  const set = (patch: object) =>
    desk.ask(`/api/staff/tickets/${talk.ticket.id}`, { method: "PATCH", body: patch, cookie: desk.admin });
  const mine = async () =>
    (await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}`, { token: talk.token })).body.ticket;

  it("from new over waiting to open", async () => {
    expect((await mine()).status).toBe("new");
    await reply();
    expect((await mine()).status).toBe("new");
    await answer(true);
    expect((await mine()).status).toBe("new");
    await answer();
    expect((await mine()).status).toBe("waiting");
    await reply();
    expect((await mine()).status).toBe("open");
  });

  it.each(["solved", "on-hold", "closed"])(
    "from %s to open when the customer writes again, and says so",
    async (status) => {
      await set({ status });
      await reply();
      const ticket = await mine();
      expect(ticket.status).toBe("open");
      expect(ticket.messages.at(-1)).toMatchObject({
        author: { kind: "system" },
        change: { status: { from: status, to: "open" } },
      });
    },
  );

  it("goes on in a new, linked ticket when it has been closed for more than 14 days", async () => {
    await set({ status: "closed" });
    desk.pass(14 * day);
    const inTime = await reply();
    expect(inTime.body.ticket.id).toBe(talk.ticket.id);
    await desk.signInAgain();
    await set({ status: "closed" });
    desk.pass(14 * day + 1);
    const late = await reply();
    expect(late.body.ticket).toMatchObject({ status: "new", follows: { id: talk.ticket.id, number: 1 }, number: 2 });
    expect((await mine()).status).toBe("closed");
    expect((await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items).toHaveLength(2);
  });

  it("is unread after an answer until its customer opens it", async () => {
    await answer();
    expect((await mine()).unread).toBe(true);
    const read = await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}`, {
      method: "PATCH",
      body: { read: true },
      token: talk.token,
    });
    expect(read.body.ticket.unread).toBe(false);
  });

  it("U-M11: has its last word in the list, and never that of a note", async () => {
    const listed = async () => (await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items[0]!.excerpt;
    await reply(undefined, "And then?\n\nIt rang.");
    expect(await listed()).toBe("And then? It rang.");
    await answer(true);
    expect(await listed()).toBe("And then? It rang.");
    await answer();
    expect(await listed()).toBe("Soon.");
  });

  it("C4: an answer keeps the name that it was given under, whatever becomes of the inbox", async () => {
    const setInbox = (body: object) =>
      desk.ask(`/api/staff/inboxes/${talk.ticket.inbox.id}`, { method: "PATCH", body, cookie: desk.admin });
    const names = async () => (await mine()).messages.slice(1).map(({ author }) => author.name);
    await answer();
    await setInbox({ replyAs: "inbox" });
    expect(await names()).toEqual(["Ada"]);
    await answer();
    await setInbox({ name: "Help" });
    await answer();
    await setInbox({ replyAs: "agent" });
    expect(await names()).toEqual(["Ada", "Support", "Help"]);
    const other = await desk.ask(`/api/staff/projects/${talk.project.id}/inboxes`, {
      body: { name: "Orders" },
      cookie: desk.admin,
    });
    await set({ inbox: other.body.inbox.id });
    await answer();
    expect(await names()).toEqual(["Ada", "Support", "Help", "Ada"]);
  });

  it("shows priority, type, tags and agent only where customers may see them", async () => {
    const me = (await desk.ask("/api/staff/session", { cookie: desk.admin })).body.staff;
    await set({ priority: "high", type: "Problem", tags: ["late"], assignee: me.id });
    expect(Object.keys(await mine())).not.toEqual(expect.arrayContaining(["priority"]));
    const portal = { permissions: { priority: "view", type: "view", tags: "edit", seeAgents: true } };
    await desk.ask(`/api/staff/projects/${talk.project.id}`, { method: "PATCH", body: { portal }, cookie: desk.admin });
    expect(await mine()).toMatchObject({ priority: "high", type: "Problem", tags: ["late"], agent: "Ada" });
    const patch = (body: object) =>
      desk.ask(`${talk.portal}/tickets/${talk.ticket.id}`, { method: "PATCH", body, token: talk.token });
    expect((await patch({ tags: ["lost"] })).body.ticket.tags).toEqual(["lost"]);
    expect((await patch({ priority: "urgent" })).body.error.code).toBe("not_permitted");
    expect((await patch({ status: "closed" })).body.error.code).toBe("not_permitted");
  });

  it("orders lists by what was said last, whatever the clock says", async () => {
    desk.pass(-2 * day);
    const body = { subject: "Second", body: "x" };
    await submitTicket(desk, talk.portal, talk.token, body);
    const subjects = async () =>
      (await desk.ask(`${talk.portal}/tickets`, { token: talk.token })).body.items.map(
        (item: { subject: string }) => item.subject,
      );
    expect(await subjects()).toEqual(["Second", "Lost parcel"]);
    await reply();
    expect(await subjects()).toEqual(["Lost parcel", "Second"]);
  });

  it("pages through a list without skipping or repeating, in every order", async () => {
    for (let i = 0; i < 12; i++) {
      const made = await submitTicket(desk, talk.portal, talk.token, { subject: `T${i}`, body: "x" });
      const priority = ["low", "normal", "high", "urgent"][i % 4];
      await desk.ask(`/api/staff/tickets/${made.body.ticket.id}`, {
        method: "PATCH",
        body: { priority },
        cookie: desk.admin,
      });
    }
    for (const sort of ["updated", "oldest", "newest", "priority"]) {
      const seen: string[] = [];
      for (let cursor = ""; ;) {
        const page = await desk.ask(`/api/staff/tickets?limit=5&sort=${sort}${cursor && `&cursor=${cursor}`}`, {
          cookie: desk.admin,
        });
        seen.push(...page.body.items.map((item) => item.id));
        if (!page.body.nextCursor) break;
        cursor = page.body.nextCursor;
      }
      expect([seen.length, new Set(seen).size], sort).toEqual([13, 13]);
    }
  });

  it("lets staff filter by everything they can set", async () => {
    const me = (await desk.ask("/api/staff/session", { cookie: desk.admin })).body.staff;
    await set({ priority: "high", tags: ["late_one"], assignee: me.id, status: "on-hold" });
    const found = async (query: string) =>
      (await desk.ask(`/api/staff/tickets?${query}`, { cookie: desk.admin })).body.items.length;
    for (const query of [
      "priority=high",
      "tag=late_one",
      "assignee=me",
      "status=on-hold,open",
      "q=parcel",
      "held=false",
      "q=%231",
      `project=${talk.project.id}`,
    ]) {
      expect(await found(query), query).toBe(1);
    }
    for (const query of [
      "priority=low",
      "tag=late%25one",
      "tag=late",
      "assignee=none",
      "status=new",
      "q=zebra",
      "held=true",
      "type=Nothing",
      "project=other",
    ]) {
      expect(await found(query), query).toBe(0);
    }
    const { counts } = (await desk.ask("/api/staff/tickets/counts", { cookie: desk.admin })).body;
    expect(counts).toMatchObject({ mine: 1, "on-hold": 1, unassigned: 0, new: 0 });
  });

  it("U-M24: counts as unassigned what staff have to answer, not what waits for its customer or is on hold", async () => {
    const unassigned = async (): Promise<number> =>
      (await desk.ask("/api/staff/tickets/counts", { cookie: desk.admin })).body.counts.unassigned;
    const counted: Record<string, number> = {};
    for (const status of ["new", "open", "waiting", "on-hold", "solved"]) {
      await set({ status });
      counted[status] = await unassigned();
    }
    expect(counted).toEqual({ new: 1, open: 1, waiting: 0, "on-hold": 0, solved: 0 });
  });

  it("U-M22: tells staff which tags are in use, the most frequent first, in all projects or in one", async () => {
    const tags = async (query = ""): Promise<string[]> =>
      (await desk.ask(`/api/staff/tickets/tags${query}`, { cookie: desk.admin })).body.tags;
    expect(await tags()).toEqual([]);
    await set({ tags: ["refund", "vip"] });
    const other = await submitTicket(desk, talk.portal, talk.token, { subject: "Second", body: "x" });
    await desk.ask(`/api/staff/tickets/${other.body.ticket.id}`, {
      method: "PATCH",
      body: { tags: ["vip", "عاجل"] },
      cookie: desk.admin,
    });
    expect(await tags()).toEqual(["vip", "refund", "عاجل"]);
    expect(await tags(`?project=${talk.project.id}`)).toEqual(["vip", "refund", "عاجل"]);
    expect(await tags("?project=another")).toEqual([]);
    await set({ tags: [] });
    expect(await tags()).toEqual(["vip", "عاجل"]);
  });
});
