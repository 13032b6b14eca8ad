/** `npm run attacks`: the tests that stand for attacks, by themselves. `npm test` runs them too, and prints the same. */
import { globSync, readFileSync } from "node:fs";
import { reportAttacks } from "./checks/attacks.ts";
import { runVitest } from "./checks/vitest.ts";

const files = globSync("server/**/*.test.ts").filter((file) =>
  readFileSync(file, "utf8").includes("testing/attack.ts"),
);
const { failed, report } = await runVitest("unit", { files });
const { lines, sum, blocked } = reportAttacks(report);
console.log([...lines, sum].join("\n"));
process.exit(blocked && failed === 0 ? 0 : 1);
