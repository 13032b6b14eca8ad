import { expect, test } from "vitest";
import { sumOf } from "./outcome.ts";

test("several faults come to one line, with the longest of all recoveries", () => {
  const outcomes = [
    { held: true, acknowledged: 1200, lost: 0, doubled: 0, recoveries: [210, 530], note: "" },
    { held: false, acknowledged: 80, lost: 2, doubled: 1, recoveries: [90], note: "" },
    { held: true, note: "says nothing of tickets" },
  ];
  expect(sumOf(outcomes)).toBe("faults_passed 2 / 3, acknowledged 1280, lost 2, doubled 1, longest recovery 0.53 s");
  expect(sumOf([])).toBe("faults_passed 0 / 0, acknowledged 0, lost 0, doubled 0, longest recovery 0.00 s");
});
