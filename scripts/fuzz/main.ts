/**
 * `npm run fuzz -- --minutes 30 [--seed 7] [people]`: feeds parsers, routes and people at a portal with what a generator
 * thinks of, for so long, and says of each how much and how long it kept others waiting. What fails is printed with its
 * seed and path; it goes into `kept.ts` with its mend. With `--write` all is printed at the end, and what ran without a
 * find goes into `docs/figures.md`.
 */
import { parseArgs } from "node:util";
import { writeFigures } from "../figures/write.ts";
import { run } from "../testing/run.ts";

const { values, positionals } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: String(Date.now() % 1e9) },
    write: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const seconds = Number(values.minutes) * 60;
if (!(seconds > 0) || !Number.isSafeInteger(Number(values.seed))) {
  console.error("npm run fuzz -- --minutes N [--seed N] [parsers|routes|people]");
  process.exit(2);
}
console.log(`Fuzzing for ${values.minutes} minutes from seed ${values.seed}.`);
const files = (positionals.length > 0 ? positionals : [""]).map((name) => `scripts/fuzz/${name}`);
const env = { FUZZ_SECONDS: String(seconds), FUZZ_SEED: values.seed };
const { ok, output } = await run("vitest", ["run", "--project", "unit", "--no-file-parallelism", ...files], {
  env,
  live: !values.write,
});
if (values.write) {
  console.log(output);
  // The lines of `settings.ts`, and all of them.
  const lines = output.split("\n").filter((line) => / runs, .* calls, .*seed \d+$/.test(line));
  if (ok && positionals.length === 0) writeFigures("fuzz", lines);
}
process.exit(ok ? 0 : 1);
