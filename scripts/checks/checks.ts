/** Everything that can be said about the project without running it. Each row counts as one in `npm test`. */
import { run } from "../testing/run.ts";
import type { Ran } from "../testing/run.ts";

interface Check {
  name: string;
  command: [program: string, ...args: string[]];
}

const checks: Check[] = [
  { name: "types of server", command: ["tsc", "-p", "server"] },
  { name: "types of widget", command: ["tsc", "-p", "widget"] },
  { name: "types of admin", command: ["tsc", "-p", "server/admin"] },
  { name: "types of scripts", command: ["tsc", "-p", "."] },
  { name: "types of browser tests", command: ["tsc", "-p", "scripts/checks/browser-tests.json"] },
  { name: "lint and borders", command: ["oxlint"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "size budgets", command: ["node", "scripts/size.ts"] },
  { name: "oldest browsers", command: ["node", "scripts/checks/oldest-browsers/main.ts"] },
];

const atATime = 2;

/** Tells of each check as it ends; answers how many failed. */
export async function runChecks(
  tell: (name: string, result: Ran) => void,
): Promise<{ passed: number; failed: number }> {
  const waiting = [...checks];
  const counts = { passed: 0, failed: 0 };
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [program, ...args] = check.command;
      const result = await run(program, args);
      counts[result.ok ? "passed" : "failed"] += 1;
      tell(check.name, result);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return counts;
}
