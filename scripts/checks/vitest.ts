/** Runs one Vitest project: its own report on the terminal, the counts from its JSON report. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../testing/run.ts";
import type { ReportedTest } from "./attacks.ts";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface ReportedFile {
  status: string;
  assertionResults: ReportedTest[];
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
): Promise<Counts & { report: ReportedFile[] }> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-report-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { ok } = await run("vitest", ["run", "--project", project, ...reporters, ...files], { env, live: true });
    const report = readReport(file);
    const counts = count(report);
    // An error outside of every test, or a run that broke off, must not pass for a good one.
    if (!ok && counts.failed === 0) counts.failed = 1;
    return { ...counts, report };
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

function readReport(file: string): ReportedFile[] {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { testResults: ReportedFile[] }).testResults;
  } catch {
    return [];
  }
}
