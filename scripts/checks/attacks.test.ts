import { describe, expect, it } from "vitest";
import { type ReportedTest, reportAttacks } from "./attacks.ts";

const numbers = [8, 9, 11, 12, 13, 14, 18, 19, 22, 23];
const all: ReportedTest[] = numbers.map((attack) => ({ status: "passed", meta: { attack } }));
const file = (tests: ReportedTest[], status = "passed") => ({ status, assertionResults: tests });

describe("the report of attacks", () => {
  it("counts those whose every test passed, and what they tried", () => {
    const more: ReportedTest[] = [
      { status: "passed", meta: { attack: 8, inputs: 41 } },
      { status: "failed", meta: {} },
    ];
    expect(reportAttacks([file(all), file(more)])).toMatchObject({
      sum: "attacks_blocked 10 / 10, 51 inputs",
      blocked: true,
    });
  });

  it.each<[string, ReturnType<typeof file>[]]>([
    ["a test failed", [file(all), file([{ status: "failed", meta: { attack: 9 } }])]],
    ["no test was there", [file(all.filter(({ meta }) => meta!.attack !== 9))]],
    [
      "its tests were skipped",
      [file(all.map((test) => (test.meta!.attack === 9 ? { ...test, status: "skipped" } : test)))],
    ],
    ["its file ended badly", [file(all), file([{ status: "passed", meta: { attack: 9 } }], "failed")]],
  ])("counts one as come through when %s", (_, files) => {
    const report = reportAttacks(files);
    expect([report.sum.slice(0, 22), report.blocked]).toEqual(["attacks_blocked 9 / 10", false]);
    expect(report.lines.filter((line) => line.startsWith("THROUGH"))).toHaveLength(1);
  });
});
