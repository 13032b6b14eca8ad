import { expect, it } from "vitest";
import { timeTeller } from "./time.tsx";

const timeText = timeTeller("en-US");
const now = Date.parse("2026-11-24T12:00:00Z");

it.each([
  ["2026-11-24T11:59:30Z", "now"],
  ["2026-11-24T11:55:00Z", "5 min. ago"],
  ["2026-11-24T09:00:00Z", "3 hr. ago"],
  ["2026-11-23T09:00:00Z", "yesterday"],
  ["2026-11-20T12:00:00Z", "4 days ago"],
  ["2026-10-02T12:00:00Z", "Oct 2"],
  ["2024-10-02T12:00:00Z", "Oct 2, 2024"],
])("says of %s: %s", (iso, said) => {
  expect(timeText(iso, now)).toBe(said);
});
