/** Runs one Vitest project: its own report on the terminal, the counts from its JSON report. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "../testing/run.ts";
import type { ReportedTest } from "./attacks.ts";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface ReportedFile {
  /** Its path. */
  name: string;
  status: string;
  /** What went wrong outside of its tests. */
  message?: string;
  assertionResults: (ReportedTest & { fullName: string })[];
}

interface RunOptions {
  env?: Record<string, string>;
  /** Only these files; all of the project's where none is named. */
  files?: string[];
}

const heading: Record<string, keyof Counts> = { passed: "passed", failed: "failed" };

export async function runVitest(
  project: string,
  { env = {}, files = [] }: RunOptions = {},
): Promise<Counts & { report: ReportedFile[]; failures: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-report-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { ok } = await run("vitest", ["run", "--project", project, ...reporters, ...files], { env, live: true });
    const report = readReport(file);
    const counts = count(report);
    // An error outside of every test, or a run that broke off, must not pass for a good one.
    const failures = failuresOf(report);
    if (!ok && counts.failed === 0) {
      counts.failed = 1;
      failures.push(`${project}: ended with an error outside of its tests`);
    }
    return { ...counts, report, failures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function count(files: ReportedFile[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of files) {
    // A file that could not be loaded has no tests to count, and is a failure all the same.
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) counts.failed += 1;
    for (const test of assertionResults) counts[heading[test.status] ?? "skipped"] += 1;
  }
  return counts;
}

/** A line for each failed test: whoever reads the end of a log reads what failed. */
const failuresOf = (files: ReportedFile[]): string[] =>
  files
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const path = relative(process.cwd(), name);
      const tests = assertionResults.filter((test) => test.status === "failed").map((test) => test.fullName);
      return (tests.length ? tests : [message || "could not be run"]).map((what) => `${path} > ${what}`);
    });

function readReport(file: string): ReportedFile[] {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { testResults: ReportedFile[] }).testResults;
  } catch {
    return [];
  }
}
