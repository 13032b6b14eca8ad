// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StaffTicket, StaffTicketWithMessages } from "../../contract/index.ts";

let stream: EventTarget;
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  stream = Object.assign(new EventTarget(), { close: () => undefined });
  vi.stubGlobal("EventSource", function () {
    return stream;
  });
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url.replace("/api/staff", ""));
    const ticket = { id: "t1", number: 7, messages: [], earlier: false } as unknown as StaffTicketWithMessages;
    const answer = { ticket, counts: {}, staff: { id: "s1" }, items: [] };
    return Promise.resolve({
      ok: true,
      status: 200,
      headers: new Headers(),
      json: () => Promise.resolve(answer),
    } as Response);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("hears that a talk is live, and asks for no counts then, as it does when a ticket has changed", async () => {
  const { startLive } = await import("./live.ts");
  const { route } = await import("./place.ts");
  const { head, isTalkLive, watchOpenTicket } = await import("./ticket.ts");
  route.value = { page: "tickets", filter: { view: "open" }, ticket: "t1" };
  watchOpenTicket();
  startLive();
  await vi.advanceTimersByTimeAsync(1000);
  const tell = async (type: string, data: object) => {
    asked = [];
    stream.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
    await vi.advanceTimersByTimeAsync(1000);
    return asked;
  };
  expect(await tell("ticket.live", { id: "t1", live: true })).toEqual([]);
  expect(head.value).toMatchObject({ id: "t1", live: true });
  expect(isTalkLive.value).toBe(true);
  // One that was given before goes first.
  const answer = { id: "m1", author: { kind: "staff", name: "Ada" }, effectiveAt: "2026-11-29T10:00:05.000Z" };
  const ticket = { id: "t1", live: true };
  await tell("ticket.pending", { ticket, pending: [answer] });
  expect(isTalkLive.value).toBe(false);
  await tell("ticket.pending", { ticket, pending: [] });
  expect(isTalkLive.value).toBe(true);
  expect(await tell("ticket.live", { id: "t2", live: false })).toEqual([]);
  expect(head.value).toMatchObject({ live: true });
  await tell("ticket.live", { id: "t1", live: false });
  expect(head.value).not.toHaveProperty("live");
  expect(await tell("ticket.updated", { ticket: { id: "t1" } as StaffTicket })).toEqual(["/tickets/counts"]);
  // Whose rights are the same reads names alone, and everything where more has happened than was told.
  const names = ["/session", "/projects?limit=100", "/agents"];
  expect(await tell("access.changed", {})).toEqual(names);
  const all = [...names, "/tickets?status=new%2Copen&held=false&limit=50", "/tickets/counts", "/tickets/t1?limit=50"];
  expect((await tell("access.changed", { anew: true })).toSorted()).toEqual(all.toSorted());
});

it("asks for no counts while nobody sees the page", async () => {
  const { putTicket } = await import("./queue.ts");
  const put = async (isHidden: boolean) => {
    asked = [];
    vi.spyOn(document, "hidden", "get").mockReturnValue(isHidden);
    putTicket({ id: "t1" } as StaffTicket, false);
    await vi.advanceTimersByTimeAsync(1000);
    vi.restoreAllMocks();
    return asked;
  };
  expect([await put(true), await put(false)]).toEqual([[], ["/tickets/counts"]]);
});
