/**
 * `npm run faults`: what the server does when things break. On this machine only, bounded in count and time.
 * Ends with 1 where a fault was not survived. `npm run faults -- kill` runs those whose name begins so.
 *
 * Options: --rounds N (kills, 50), --seed N (printed; the same seed draws the same moments), --seconds N (of flood at
 * each door, from one network and again from a thousand: 20), --write (figures of what held go into `docs/figures.md`).
 */
import { parseArgs } from "node:util";
import type { Section } from "../figures/section.ts";
import { printed, writeFigures } from "../figures/write.ts";
import { clockJumps } from "./clock.ts";
import { databaseGone } from "./database.ts";
import { failedSync, fullDisk } from "./disk.ts";
import { flood } from "./flood.ts";
import { hostileContent } from "./hostile-content.ts";
import { hostileCsv } from "./hostile-csv.ts";
import { brokenUploads, slowLoris, tooMuch } from "./input.ts";
import { killOnPostgres, killOnSqlite } from "./kill.ts";
import { databaseLocked } from "./locked.ts";
import { killWhileMailComesIn } from "./mail-in.ts";
import { type Outcome, sumOf } from "./outcome.ts";
import { powerCut } from "./power-cut.ts";
import { seeded } from "./seeded.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "50" },
    seconds: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    write: { type: "boolean" },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const random = seeded(seed);

type Fault = [name: string, test: () => Promise<Outcome>];

/** By the section of `docs/figures.md` that tells of them. */
const faults: [section: Section, faults: Fault[]][] = [
  [
    "faults",
    [
      ["kill -9 on SQLite", () => killOnSqlite(rounds, random)],
      ["kill -9 on Postgres", () => killOnPostgres(Math.ceil(rounds / 2), random)],
      ["kill -9 as mail comes in", () => killWhileMailComesIn(random)],
      ["power cut", () => powerCut()],
      ["power cut bites", async () => bites(await powerCut({ weak: true }))],
      ["disk full", fullDisk],
      ["sync fails", failedSync],
      ["clock jumps a day", clockJumps],
      ["uploads break", brokenUploads],
      ["too much input", tooMuch],
      ["2,000 slow sockets", slowLoris],
    ],
  ],
  [
    "faults database",
    [
      ["database gone", () => databaseGone()],
      ["database gone bites", async () => ends(await databaseGone({ weak: true }))],
      ["database locked", () => databaseLocked()],
      ["database locked bites", async () => falls("with SQLite's own waiting", await databaseLocked({ weak: true }))],
    ],
  ],
  [
    "faults hostile",
    [
      ["hostile content", () => hostileContent({ seed })],
      ["hostile content bites", async () => falls("with a slow step", await hostileContent({ seed, weak: true }))],
      ["hostile csv", () => hostileCsv()],
      ["hostile csv bites", async () => falls("on the thread that answers", await hostileCsv({ weak: true }))],
    ],
  ],
  [
    "faults flood",
    [
      ["flood on SQLite", () => flood({ seconds })],
      ["flood on Postgres", () => flood({ seconds, onPostgres: true })],
      ["flood bites", async () => falls("without limits", await flood({ seconds, weak: true }))],
    ],
  ],
];

/** Without syncs the same test must find losses, or it would find none with them either. */
const bites = (outcome: Outcome): Outcome => ({
  held: !outcome.held && (outcome.lost ?? 0) > 0,
  note: `without syncs ${outcome.lost} of ${outcome.acknowledged} acknowledged are lost, as they must be`,
});

/** Without a listener of connections that are at work the process has to end, or the test has not met one. */
const ends = (outcome: Outcome): Outcome => ({
  held: !outcome.held && outcome.note.includes("the process ended"),
  note: `without our listener ${outcome.note}, as it must`,
});
/** Weakened, the same test must fall, or it would find nothing where nothing is weak. */
const falls = (how: string, outcome: Outcome): Outcome => ({ held: !outcome.held, note: `${how}: ${outcome.note}` });

const isAsked = ([name]: Fault): boolean =>
  positionals.length === 0 || positionals.some((start) => name.startsWith(start));

console.log(`seed ${values.seed}`);
const outcomes: Outcome[] = [];
const figures: [section: Section, lines: string[]][] = [];
for (const [section, all] of faults) {
  const asked = all.filter(isAsked);
  const own: Outcome[] = [];
  const lines = await printed(async (print) => {
    for (const [name, test] of asked) {
      const outcome = await test().catch((error: Error): Outcome => ({
        held: false,
        note: error.message || String(error),
      }));
      own.push(outcome);
      print(`${outcome.held ? "held" : "FELL"}  ${name.padEnd(21)} ${outcome.note}`);
    }
  });
  outcomes.push(...own);
  // A part of them is no figure for all, and what fell is to be mended instead of written down.
  const isWhole = asked.length === all.length && own.every(({ held }) => held);
  if (isWhole) figures.push([section, [`seed ${values.seed}`, ...lines, sumOf(own)]]);
}
console.log(sumOf(outcomes));
if (values.write) for (const [section, lines] of figures) writeFigures(section, lines);
process.exit(outcomes.every(({ held }) => held) ? 0 : 1);
