/**
 * `npm run attacks`: the tests that stand for attacks, by themselves. `npm test` runs them too, and prints the same.
 * `--write` puts it into `docs/figures.md` where all of them are blocked.
 */
import { globSync, readFileSync } from "node:fs";
import { holdsAttacks, reportAttacks } from "./checks/attacks.ts";
import { runVitest } from "./checks/vitest.ts";
import { isWriting, writeFigures } from "./figures/write.ts";
import { findBrowser } from "./testing/browser.ts";

const inFolders = (pattern: string): string[] =>
  globSync(pattern).filter((file) => holdsAttacks(readFileSync(file, "utf8")));

const unit = await runVitest("unit", { files: inFolders("{server,widget}/**/*.test.{ts,tsx}") });
const env = { CHROMIUM_PATH: await findBrowser() };
const e2e = await runVitest("e2e", { files: inFolders("scripts/e2e/*.test.ts"), env });
const { lines, sum, blocked } = reportAttacks([...unit.report, ...e2e.report]);
console.log([...lines, sum].join("\n"));
const isWhole = blocked && unit.failed + e2e.failed === 0;
if (isWhole && isWriting()) writeFigures("attacks", [...lines, sum]);
process.exit(isWhole ? 0 : 1);
