import { expect, it } from "vitest";
import { enginesLine } from "./engines.ts";

const file = (name: string, ...tests: [fullName: string, status: string][]) => ({
  name,
  status: "passed",
  assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
});
const walk = file("/scripts/e2e/walk.test.ts", ["walks", "passed"], ["needs more", "pending"]);
const others = "/scripts/e2e/engines.test.ts";

it.each([
  [[walk, file(others, ["firefox writes", "passed"], ["webkit writes", "passed"])], "engines: 3 of 3"],
  [
    [walk, file(others, ["firefox writes", "failed"], ["webkit writes", "passed"])],
    "engines: 2 of 3 (without firefox)",
  ],
  [[walk, file(others)], "engines: 1 of 3 (without firefox, webkit)"],
  [[], "engines: 0 of 3 (without chromium, firefox, webkit)"],
])("counts the engines in which all that ran has passed", (files, line) => {
  expect(enginesLine(files)).toBe(line);
});
