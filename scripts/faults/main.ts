/**
 * `npm run faults`: what the server does when things break. On this machine only, bounded in count and time.
 * Ends with 1 where a fault was not survived. `npm run faults -- kill` runs those whose name begins so.
 *
 * Options: --rounds N (kills, 50), --seed N (printed; the same seed draws the same moments), --seconds N (of flood at
 * each door, from one network and again from a thousand: 20).
 */
import { parseArgs } from "node:util";
import { clockJumps } from "./clock.ts";
import { databaseGone } from "./database.ts";
import { failedSync, fullDisk } from "./disk.ts";
import { flood } from "./flood.ts";
import { hostileContent } from "./hostile-content.ts";
import { hostileCsv } from "./hostile-csv.ts";
import { brokenUploads, slowLoris, tooMuch } from "./input.ts";
import { killOnPostgres, killOnSqlite } from "./kill.ts";
import { databaseLocked } from "./locked.ts";
import type { Outcome } from "./outcome.ts";
import { powerCut } from "./power-cut.ts";
import { seeded } from "./seeded.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "50" },
    seconds: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const random = seeded(seed);

const faults: [name: string, test: () => Promise<Outcome>][] = [
  ["kill -9 on SQLite", () => killOnSqlite(rounds, random)],
  ["kill -9 on Postgres", () => killOnPostgres(Math.ceil(rounds / 2), random)],
  ["power cut", () => powerCut()],
  ["power cut bites", async () => bites(await powerCut({ weak: true }))],
  ["disk full", fullDisk],
  ["sync fails", failedSync],
  ["clock jumps a day", clockJumps],
  ["uploads break", brokenUploads],
  ["too much input", tooMuch],
  ["2,000 slow sockets", slowLoris],
  ["database gone", () => databaseGone()],
  ["database gone bites", async () => ends(await databaseGone({ weak: true }))],
  ["database locked", () => databaseLocked()],
  ["database locked bites", async () => falls("with SQLite's own waiting", await databaseLocked({ weak: true }))],
  ["hostile content", () => hostileContent({ seed })],
  ["hostile content bites", async () => falls("with a slow step", await hostileContent({ seed, weak: true }))],
  ["hostile csv", () => hostileCsv()],
  ["hostile csv bites", async () => falls("on the thread that answers", await hostileCsv({ weak: true }))],
  ["flood on SQLite", () => flood({ seconds })],
  ["flood on Postgres", () => flood({ seconds, onPostgres: true })],
  ["flood bites", async () => falls("without limits", await flood({ seconds, weak: true }))],
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

const total = { passed: 0, ran: 0, acknowledged: 0, lost: 0, doubled: 0, recovery: 0 };
console.log(`seed ${values.seed}`);
for (const [name, test] of faults) {
  if (positionals.length > 0 && !positionals.some((start) => name.startsWith(start))) continue;
  const outcome = await test().catch((error: Error): Outcome => ({
    held: false,
    note: error.message || String(error),
  }));
  total.ran += 1;
  total.passed += Number(outcome.held);
  total.acknowledged += outcome.acknowledged ?? 0;
  total.lost += outcome.lost ?? 0;
  total.doubled += outcome.doubled ?? 0;
  total.recovery = Math.max(total.recovery, ...(outcome.recoveries ?? []));
  console.log(`${outcome.held ? "held" : "FELL"}  ${name.padEnd(21)} ${outcome.note}`);
}
console.log(
  `faults_passed ${total.passed} / ${total.ran}, acknowledged ${total.acknowledged}, lost ${total.lost}, ` +
    `doubled ${total.doubled}, longest recovery ${(total.recovery / 1000).toFixed(2)} s`,
);
process.exit(total.passed === total.ran ? 0 : 1);
