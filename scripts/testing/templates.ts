/** A folder for what many tests of one run begin with; gone afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-templates-"));
  project.provide("templates", folder);
  return () => rmSync(folder, { recursive: true });
}
