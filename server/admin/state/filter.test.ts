import { describe, expect, it } from "vitest";
import type { StaffTicket } from "../../contract/index.ts";
import type { Filter } from "../router.ts";
import { countShown, isUsual, listWith, queryOf } from "./filter.ts";

function ticket(id: string, minute: number, more: Partial<StaffTicket> = {}): StaffTicket {
  const at = new Date(Date.UTC(2026, 10, 24, 9, minute)).toISOString();
  return {
    id,
    number: minute,
    subject: id,
    status: "open",
    inbox: { id: "i1", name: "Support" },
    project: { id: "p1", name: "Willow Tea" },
    priority: "normal",
    tags: [],
    assignee: null,
    from: { kind: "visitor", name: "", email: null, emailProven: false, customerId: null },
    company: null,
    createdAt: at,
    updatedAt: at,
    unanswered: true,
    held: false,
    excerpt: "",
    ...more,
  };
}

const list = [ticket("c", 30), ticket("b", 20), ticket("a", 10)];
const after = (
  changed: StaffTicket,
  { isNews = false, isWhole = true, ...filter }: Partial<Filter> & { isNews?: boolean; isWhole?: boolean } = {},
): string =>
  listWith(list, changed, { view: "open", ...filter }, { me: "ines", isNews, isWhole })
    .map(({ id }) => id)
    .join("");

it.each([
  ["open", "open", true],
  ["open", "new", false],
  ["mine", "open", true],
  ["mine", "waiting", false],
  ["waiting", "waiting", true],
  ["all", "open", false],
  ["held", "open", false],
] as const)("U-p2: in %s goes without saying that a ticket is %s: %j", (view, status, goes) =>
  expect(isUsual({ view }, status)).toBe(goes),
);

describe("asking the server", () => {
  it("lets the view decide status and assignee", () => {
    expect(queryOf({ view: "mine", assignee: "somebody", tag: "vip" })).toEqual({
      status: "new,open,waiting,on-hold",
      assignee: "me",
      held: "false",
      tag: "vip",
    });
    // A search goes over everything, until it is narrowed to a status of what it found.
    expect(queryOf({ view: "mine", q: "lid" })).toEqual({ q: "lid" });
    expect(queryOf({ view: "mine", q: "lid", status: "on-hold", tag: "vip" })).toEqual({
      status: "on-hold",
      q: "lid",
      tag: "vip",
    });
    expect(queryOf({ view: "held" })).toEqual({ held: "true" });
    expect(queryOf({ view: "waiting" })).toEqual({ status: "waiting", held: "false" });
    expect(queryOf({ view: "all", type: "Problem" })).toEqual({ type: "Problem" });
  });
});

describe("the list after news", () => {
  it("brings a ticket with a new message to the front", () => {
    expect(after(ticket("a", 40), { isNews: true })).toBe("acb");
  });

  it("leaves a ticket in its place when only its properties changed", () => {
    expect(after(ticket("a", 40, { tags: ["vip"] }))).toBe("cba");
  });

  it("takes out what the view no longer shows", () => {
    expect(after(ticket("b", 40, { status: "solved" }))).toBe("ca");
    expect(after(ticket("b", 20), { view: "mine" })).toBe("ca");
    expect(after(ticket("b", 20, { held: true }))).toBe("ca");
    expect(after(ticket("b", 20, { inbox: { id: "i2", name: "Sales" } }), { inbox: "i1" })).toBe("ca");
  });

  it("U-M24: takes out of the unassigned what waits for its customer", () => {
    const waiting = ticket("b", 20, { status: "waiting" });
    expect(after(waiting, { view: "unassigned" })).toBe("ca");
    expect(after(waiting, { view: "waiting" })).toBe("cba");
  });

  it("puts a new ticket where the order wants it", () => {
    expect(after(ticket("d", 40), { sort: "newest" })).toBe("dcba");
    expect(after(ticket("u", 1, { priority: "urgent" }), { sort: "priority" })).toBe("ucba");
  });

  it("does not put a ticket behind rows that are not loaded yet", () => {
    expect(after(ticket("z", 1), { isWhole: false })).toBe("cba");
    expect(after(ticket("z", 1), { isWhole: true })).toBe("cbaz");
  });

  it("does not bring in a ticket of another view", () => {
    expect(after(ticket("d", 40, { status: "closed" }), { isNews: true })).toBe("cba");
  });
});

describe("counts", () => {
  const counts = {
    new: 600,
    open: 500,
    waiting: 12,
    "on-hold": 0,
    solved: 1000,
    closed: 3,
    mine: 0,
    unassigned: 7,
    held: 0,
  };

  it("say 999+ where the server stopped counting", () => {
    expect(countShown("solved", counts)).toBe("999+");
    expect(countShown("open", counts)).toBe("999+");
    expect(countShown("waiting", counts)).toBe("12");
  });

  it("are left out where there are none or not known", () => {
    expect(countShown("all", counts)).toBe("");
    expect(countShown("open", null)).toBe("");
  });
});
