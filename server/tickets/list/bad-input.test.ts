import { describe, expect, it } from "vitest";
import { joinDesk } from "../../testing/colleague.ts";
import { newKey } from "../../testing/desk.ts";

import { engines } from "../../testing/engines.ts";
import { sharedConversation } from "../../testing/with-desk.ts";

const encoded = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString("base64url");

describe.each(engines)("a list that is asked for nonsense, on %s", (engine) => {
  const { desk, talk } = sharedConversation(engine);
  const list = (query: string, cookie = desk.admin) => desk.ask(`/api/staff/tickets?${query}`, { cookie });

  it("refuses five hundred statuses, and one that none has", async () => {
    const many = Array.from({ length: 500 }, () => "open").join(",");
    expect((await list(`status=${many}`)).body.error.fields).toEqual({ status: "too_long" });
    expect((await list("status=archived")).body.error.fields).toEqual({ status: "not_allowed" });
    // Named twice is asked for once.
    expect((await list("status=new,new")).body.items).toHaveLength(1);
  });

  it("refuses a cursor of another list, of another order, and one that was made by hand", async () => {
    const cursors = [
      encoded(["acme", "0123"]),
      encoded([1, 2, 3]),
      encoded(["1"]),
      encoded([null]),
      encoded([1e300]),
      encoded({}),
      "nope",
      "'",
    ];
    for (const cursor of cursors) {
      expect([cursor, (await list(`cursor=${cursor}`)).body.error?.code]).toEqual([cursor, "cursor_invalid"]);
    }
    expect((await list(`sort=priority&cursor=${encoded([5])}`)).body.error.code).toBe("cursor_invalid");
  });

  it("begins or ends where a cursor says so, however far off that is", async () => {
    expect((await list(`cursor=${encoded([Number.MAX_SAFE_INTEGER])}`)).body.items).toHaveLength(1);
    expect((await list(`cursor=${encoded([-1])}`)).body.items).toEqual([]);
  });

  it("finds nothing by signs, stars and a word without an end", async () => {
    for (const q of ["*".repeat(200), "?!;:'\"()[]{}<>|&^~`\\/%_".repeat(8), "x".repeat(200), " ".repeat(200)]) {
      const { status, body } = await list(`q=${encodeURIComponent(q)}`);
      expect([q, status, body.items]).toEqual([q, 200, []]);
      const portal = await desk.ask(`${talk.portal}/tickets?q=${encodeURIComponent(q)}`, { token: talk.token });
      expect([q, portal.status, portal.body.items]).toEqual([q, 200, []]);
    }
  });

  it("takes what is no id for nobody's, in a list as in a search", async () => {
    for (const id of [
      'x"',
      "x'",
      "a b",
      "a-b",
      "\\",
      "\ue000s",
      'x" OR "parcel',
      "12345678-1234-1234-1234-123456789012",
    ]) {
      for (const name of ["customer", "project", "inbox", "assignee", "tag"]) {
        for (const q of ["", "&q=parcel"]) {
          const { status, body } = await list(`${name}=${encodeURIComponent(id)}${q}`);
          expect([name, id, q, status, body.items]).toEqual([name, id, q, 200, []]);
        }
      }
    }
  });

  it("shows all tickets of one number, however short the page is", async () => {
    const other = await desk.project("Other");
    const body = { project: other.id, subject: "Of the same number", body: "Hello" };
    const made = await desk.ask("/api/staff/tickets", { body, cookie: desk.admin, key: newKey() });
    expect(made.body.ticket.number).toBe(talk.ticket.number);
    const found = await list(`q=${talk.ticket.number}&limit=1`);
    expect(found.body.items.map(({ subject }) => subject).toSorted()).toEqual(["Lost parcel", "Of the same number"]);
  });

  it("shows and counts nothing to somebody without any project", async () => {
    const { cookie } = await joinDesk(desk, "Bo", "agent", []);
    const lists = [
      "",
      "status=new&held=false",
      "assignee=none&status=new,open&held=false",
      "sort=priority",
      "q=parcel",
    ];
    for (const query of lists) expect([query, (await list(query, cookie)).body.items]).toEqual([query, []]);
    expect((await list("q=parcel")).body.items).toHaveLength(1);
    for (const path of ["/api/staff/mail", "/api/staff/customers", "/api/staff/companies"] as const) {
      expect([path, (await desk.ask(path, { cookie })).body.items]).toEqual([path, []]);
    }
    const { counts } = (await desk.ask("/api/staff/tickets/counts", { cookie })).body;
    expect(new Set(Object.values(counts))).toEqual(new Set([0]));
    expect((await desk.ask("/api/staff/tickets/tags", { cookie })).body.tags).toEqual([]);
  });
});
