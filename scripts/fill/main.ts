/**
 * `npm run fill -- --tickets N --data DIR` (or `--database postgres://…`): a desk of that size, made up, the same in every
 * run, to measure on and to look at. `serve` shows it to this machine alone, since everybody knows its password.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../../server/config.ts";
import { fill } from "./fill.ts";
import { administrator } from "./people.ts";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "1000" },
    data: { type: "string", default: "data/filled" },
    database: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

function wholeNumber(name: "tickets" | "seed"): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  console.error(`--${name} has to be a whole number above 0, not ${values[name]}.`);
  process.exit(2);
}

process.umask(0o077);
const begun = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
const { SECRET_KEY } = process.env;
const config = readConfig({
  DATA_DIR: resolve(values.data),
  ...(values.database && { DATABASE_URL: values.database, SECRET_KEY }),
});
try {
  await fill({ config, tickets: wholeNumber("tickets"), seed: wholeNumber("seed"), say });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
say(`Done. ${administrator.email} signs in with: ${administrator.password}`);
