/**
 * `npm run rounds`: does a submission survive whatever happens to tab, network and server? Ends with 1 where one was
 * lost or doubled. On this machine only; two to three seconds a round.
 *
 * Options: --rounds N (200), --seed N (printed; the same seed draws the same faults and moments), --write (what arrived
 * whole goes into `docs/figures.md`).
 */
import { parseArgs } from "node:util";
import { firstAdministrator } from "../e2e/staff.ts";
import { openWorld } from "../e2e/world.ts";
import { seeded } from "../faults/seeded.ts";
import { writeFigures } from "../figures/write.ts";
import { findBrowser } from "../testing/browser.ts";
import { playRounds } from "./rounds.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    write: { type: "boolean" },
  },
});
console.log(`seed ${values.seed}`);
const world = await openWorld("sqlite", { LIMITS: "off", LOG_LEVEL: "error" }, { browserPath: await findBrowser() });
try {
  world.sites.useKey(await (await firstAdministrator(world)).quickProject("Rounds"));
  const { rounds, accepted, inDatabase, lost, doubled } = await playRounds({
    world,
    rounds: Number(values.rounds),
    random: seeded(Number(values.seed)),
    say: console.log,
  });
  const sum = `rounds ${rounds}, accepted ${accepted}, in database ${inDatabase}, lost ${lost}, doubled ${doubled}`;
  console.log(sum);
  const isWhole = lost === 0 && doubled === 0 && inDatabase === accepted;
  if (isWhole && values.write) writeFigures("rounds", [`seed ${values.seed}`, sum]);
  process.exitCode = isWhole ? 0 : 1;
} finally {
  await world.close();
}
