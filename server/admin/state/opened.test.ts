// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StaffTicket } from "../../contract/index.ts";
import { isNews, watchOpened } from "./opened.ts";
import { openTicketId, route } from "./place.ts";
import { tickets } from "./queue.ts";
import { watchOpenTicket } from "./ticket.ts";

const ticket = (id: string, excerpt = "Where is it?", unanswered = true): StaffTicket =>
  ({ id, excerpt, unanswered, tags: [] as string[] }) as StaffTicket;
const open = (id: string | null): void => {
  route.value = { page: "tickets", filter: { view: "open" }, ticket: id };
};

const stops: (() => void)[] = [];
beforeEach(() => {
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  tickets.value = [ticket("lid"), ticket("tin")];
  stops.push(watchOpenTicket(), watchOpened());
});
afterEach(() => {
  open(null);
  for (const stop of stops.splice(0)) stop();
  localStorage.clear();
});

it("U-p3: an unanswered ticket is news until it is opened, and again when something comes", () => {
  expect(isNews(ticket("lid"))).toBe(true);
  open("lid");
  expect(openTicketId.value).toBe("lid");
  expect([isNews(ticket("lid")), isNews(ticket("tin"))]).toEqual([false, true]);
  // What a colleague does with it is none.
  const filed: StaffTicket = { ...ticket("lid"), tags: ["vip"], updatedAt: "2026-11-30T09:00:00.000Z" };
  expect(isNews(filed)).toBe(false);
  expect(isNews(ticket("lid", "Hello?"))).toBe(true);
  expect(isNews(ticket("lid", "Hello?", false))).toBe(false);
});

it("U-p3: it is known after a reload, for a number of tickets that does not grow", () => {
  const crowd = Array.from({ length: 600 }, (_, place) => ticket(`crowd ${place}`));
  tickets.value = crowd;
  for (const { id } of crowd) open(id);
  open(null);
  stops.push(watchOpened());
  expect([isNews(crowd[599]!), isNews(crowd[0]!)]).toEqual([false, true]);
  expect(JSON.parse(localStorage.getItem("deskbell:opened:")!)).toHaveLength(500);
});

it("U-p3: what comes while the tab is behind others is news", () => {
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  open("lid");
  expect(isNews(ticket("lid"))).toBe(true);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  expect(isNews(ticket("lid"))).toBe(false);
});
