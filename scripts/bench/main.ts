/**
 * `npm run bench`: what the project promises in figures, measured. `npm run bench -- people` runs the parts that are
 * named. Ends with 1 where a goal is missed.
 */
import { page } from "./page.ts";
import { people } from "./people.ts";
import { tickets } from "./tickets.ts";
import { typing } from "./typing.ts";

const parts: Record<string, () => Promise<void>> = { tickets, people, page, typing };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const [name, measure] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) await measure();
}
