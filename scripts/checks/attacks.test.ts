import { describe, expect, it } from "vitest";
import { type ReportedTest, reportAttacks } from "./attacks.ts";

const numbers = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18, 19, 20, 22, 23, 24, 25];
const findings = Array.from({ length: 25 }, (_, at) => `S${at + 1}: a sentence`);
const all: ReportedTest[] = [
  ...numbers.map((attack) => ({ status: "passed", meta: { attack } })),
  ...findings.map((fullName) => ({ status: "passed", fullName })),
];
const file = (tests: ReportedTest[], status = "passed") => ({ status, assertionResults: tests });

describe("the report of attacks", () => {
  it("counts those whose every test passed, and what they tried", () => {
    const more: ReportedTest[] = [
      { status: "passed", meta: { attack: 8, inputs: 41 } },
      { status: "failed", meta: {} },
    ];
    expect(reportAttacks([file(all), file(more)])).toMatchObject({
      sum: "attacks_blocked 45 / 45, 86 inputs",
      blocked: true,
    });
  });

  it("knows a test by its name, too, and one that belongs to several", () => {
    const without = all.filter(({ fullName, meta }) => !/^S(5|11):/.test(fullName ?? "") && meta?.attack !== 24);
    const named = [
      { status: "passed", fullName: "doors (sqlite) S5, S11: fill no line but their own" },
      { status: "passed", fullName: "rows are handed out (attack 24)" },
    ];
    expect(reportAttacks([file(without)]).sum).toBe("attacks_blocked 42 / 45, 42 inputs");
    expect(reportAttacks([file(without), file(named)]).sum).toBe("attacks_blocked 45 / 45, 45 inputs");
  });

  it.each<[string, ReturnType<typeof file>[]]>([
    ["a test failed", [file(all), file([{ status: "failed", meta: { attack: 9 } }])]],
    ["no test was there", [file(all.filter(({ meta }) => meta?.attack !== 9))]],
    [
      "its tests were skipped",
      [file(all.map((test) => (test.meta?.attack === 9 ? { ...test, status: "skipped" } : test)))],
    ],
    ["its file ended badly", [file(all), file([{ status: "passed", meta: { attack: 9 } }], "failed")]],
  ])("counts one as come through when %s", (_, files) => {
    const report = reportAttacks(files);
    expect([report.sum.slice(0, 23), report.blocked]).toEqual(["attacks_blocked 44 / 45", false]);
    expect(report.lines.filter((line) => line.startsWith("THROUGH"))).toHaveLength(1);
  });
});
