/** Runs one Vitest project: its own report on the terminal, the counts from its JSON report. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../testing/run.ts";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Report {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

const heading: Record<string, keyof Counts> = { passed: "passed", failed: "failed" };

export async function runVitest(project: string, env: Record<string, string> = {}): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-report-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { ok } = await run("vitest", ["run", "--project", project, ...reporters], { env, live: true });
    const counts = count(file);
    // An error outside of every test, or a run that broke off, must not pass for a good one.
    if (!ok && counts.failed === 0) counts.failed = 1;
    return counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function count(file: string): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of readReport(file).testResults) {
    // A file that could not be loaded has no tests to count, and is a failure all the same.
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) counts.failed += 1;
    for (const test of assertionResults) counts[heading[test.status] ?? "skipped"] += 1;
  }
  return counts;
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return { testResults: [] };
  }
}
