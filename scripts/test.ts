/** `npm test`: every check and every test. `npm run check`: the checks alone. The last line is the sum. */
import { type AttackReport, reportAttacks } from "./checks/attacks.ts";
import { runChecks } from "./checks/checks.ts";
import { enginesLine } from "./checks/engines.ts";
import { formsLine } from "./checks/forms.ts";
import { runVitest } from "./checks/vitest.ts";
import type { Counts } from "./checks/vitest.ts";
import { engineNames, findEngine, isWithinReach } from "./engines/install.ts";
import { findBrowser } from "./testing/browser.ts";

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
const checksOnly = process.argv.includes("--checks");
// A browser that has to be installed arrives while the checks and the unit tests run.
const browser = checksOnly ? undefined : findBrowser().catch((error: Error) => error);
// One after the other: Debian's packages have one lock. Where one cannot be had, its tests say why.
const engines = browser?.then(async () => {
  for (const name of engineNames.filter(isWithinReach)) await findEngine(name).catch(() => {});
});

add(
  await runChecks((name, { ok, ms, output }) => {
    console.log(`${ok ? "ok  " : "FAIL"}  ${name.padEnd(24)} ${(ms / 1000).toFixed(1).padStart(6)} s`);
    if (ok) return;
    console.log(output);
    failures.push(name);
  }),
);
let attacks: AttackReport | undefined;
if (browser) {
  const unit = await runVitest("unit");
  add(unit);
  const found = await browser;
  let reports = unit.report;
  if (found instanceof Error) {
    console.log(`FAIL  end-to-end tests\n${found.message}`);
    failures.push("end-to-end tests: no browser");
    add({ failed: 1 });
  } else {
    await engines;
    const e2e = await runVitest("e2e", { env: { CHROMIUM_PATH: found } });
    add(e2e);
    reports = [...reports, ...e2e.report];
    console.log(enginesLine(e2e.report));
    console.log(formsLine(e2e.report));
  }
  attacks = reportAttacks(reports);
}

if (attacks) {
  console.log([...attacks.lines, attacks.sum].join("\n"));
  // One that nobody tries any more has failed no test.
  if (!attacks.blocked && total.failed === 0) add({ failed: 1 });
}
for (const failure of failures) console.log(`FAILED  ${failure}`);
console.log(
  [`${total.passed} passed`, `${total.failed} failed`, ...(total.skipped ? [`${total.skipped} skipped`] : [])].join(
    ", ",
  ),
);
process.exit(total.failed > 0 ? 1 : 0);

function add(counts: Partial<Counts> & { failures?: string[] }): void {
  failures.push(...(counts.failures ?? []));
  total.passed += counts.passed ?? 0;
  total.failed += counts.failed ?? 0;
  total.skipped += counts.skipped ?? 0;
}
