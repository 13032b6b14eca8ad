import { describe, expect, it } from "vitest";
import { relative } from "./time.tsx";

describe("times are told as people tell them", () => {
  const now = Date.parse("2026-03-10T12:00:00Z");
  it.each([
    ["2026-03-10T11:59:58Z", "now"],
    ["2026-03-10T11:58:01Z", "1 min. ago"],
    ["2026-03-10T09:00:00Z", "3 hr. ago"],
    ["2026-03-09T11:00:00Z", "yesterday"],
    ["2026-03-01T11:00:00Z", "last wk."],
    ["2025-12-24T11:00:00Z", "Dec 24, 2025"],
    // A server whose clock is ahead, and a device whose clock is a day behind.
    ["2026-03-10T12:00:30Z", "now"],
    ["2026-03-11T12:00:00Z", "now"],
  ])("%s is %s", (iso, text) => {
    expect(relative(iso, "en", now)).toBe(text);
  });
});
