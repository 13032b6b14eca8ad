/** `npm run attacks`: the tests that stand for attacks, by themselves. `npm test` runs them too, and prints the same. */
import { globSync, readFileSync } from "node:fs";
import { holdsAttacks, reportAttacks } from "./checks/attacks.ts";
import { runVitest } from "./checks/vitest.ts";
import { findBrowser } from "./testing/browser.ts";

const inFolders = (pattern: string): string[] =>
  globSync(pattern).filter((file) => holdsAttacks(readFileSync(file, "utf8")));

const unit = await runVitest("unit", { files: inFolders("{server,widget}/**/*.test.{ts,tsx}") });
const env = { CHROMIUM_PATH: await findBrowser() };
const e2e = await runVitest("e2e", { files: inFolders("scripts/e2e/*.test.ts"), env });
const { lines, sum, blocked } = reportAttacks([...unit.report, ...e2e.report]);
console.log([...lines, sum].join("\n"));
process.exit(blocked && unit.failed + e2e.failed === 0 ? 0 : 1);
