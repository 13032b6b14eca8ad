/**
 * `npm run bench`: what the project promises in figures, measured. `npm run bench -- people` runs the parts that are
 * named; with `--write` their figures go into `docs/figures.md`, also those that miss their goal. Ends with 1 where a
 * goal is missed.
 */
import type { Section } from "../figures/section.ts";
import { isWriting, type Print, printed, writeFigures } from "../figures/write.ts";
import { desk, deskOnPostgres } from "./lists.ts";
import { mailQuotes } from "./mail-quotes.ts";
import { page } from "./page.ts";
import { people } from "./people.ts";
import { tickets } from "./tickets.ts";
import { typing } from "./typing.ts";

const parts: Record<string, [section: Section, measure: (print: Print) => Promise<void>]> = {
  tickets: ["bench tickets", tickets],
  people: ["bench people", people],
  page: ["bench page", page],
  typing: ["bench typing", typing],
  "mail-quotes": ["bench mail-quotes", mailQuotes],
};
/** Of a million tickets, which take minutes to make: measured where they are named. */
const large: typeof parts = {
  desk: ["bench desk", desk],
  "desk-postgres": ["bench desk-postgres", deskOnPostgres],
};

const asked = process.argv.slice(2).filter((word) => word !== "--write");
const unknown = asked.filter((name) => !(name in parts) && !(name in large));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(", ")}. There are: ${Object.keys({ ...parts, ...large }).join(", ")}.`,
  );
  process.exit(2);
}
const chosen = asked.length === 0 ? parts : { ...parts, ...large };
for (const [name, [section, measure]] of Object.entries(chosen)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const lines = await printed(measure);
  if (isWriting()) writeFigures(section, lines);
}
