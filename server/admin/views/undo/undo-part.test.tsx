// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StaffMessage, StaffSession, StaffTicket } from "../../../contract/index.ts";
import { session } from "../../state/session.ts";
import { noteUndoable, undoable } from "../../state/undoable.ts";
import { UndoNotices } from "./undo-part.tsx";

const ticket = { id: "t1", number: 7 } as StaffTicket;
const waits = {
  id: "a",
  author: { kind: "staff", name: "Ada" },
  createdAt: "2026-11-29T10:00:00.000Z",
  effectiveIn: 5000,
  by: "ada",
} as StaffMessage;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  session.value = { staff: { id: "ada", name: "Ada" } } as StaffSession;
});
afterEach(() => {
  act(() => render(null, document.body));
  vi.useRealTimers();
});

it("goes a while after its time where the desk does not say that it is over, however often it was told of", () => {
  noteUndoable(ticket, [waits]);
  act(() => render(<UndoNotices />, document.body));
  // Another status of the same ticket: its own time is as it was.
  act(() => noteUndoable({ ...ticket }, [{ ...waits }]));
  act(() => void vi.advanceTimersByTime(19_000));
  expect(document.querySelector("button")!.textContent).toContain("(0 s)");
  act(() => void vi.advanceTimersByTime(1500));
  expect(undoable.value).toEqual([]);
  expect(document.querySelector("button")).toBeNull();
});
