import { afterAll, beforeAll, expect, test } from "vitest";
import { seeded } from "../faults/seeded.ts";
import { playRounds } from "../rounds/rounds.ts";
import { firstAdministrator } from "./staff.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld("sqlite", { LIMITS: "off" });
  world.sites.useKey(await (await firstAdministrator(world)).quickProject("Rounds"));
});
afterAll(() => world.close());

// The long form is `npm run rounds`.
test("what the form accepts is in the database once, whatever happens to tab, network and server", async () => {
  const rounds = 12;
  const sum = await playRounds({ world, rounds, random: seeded(4) });
  expect(sum).toEqual({ rounds, accepted: sum.accepted, inDatabase: sum.accepted, lost: 0, doubled: 0 });
  expect(sum.accepted).toBeGreaterThan(rounds / 2);
}, 240_000);
