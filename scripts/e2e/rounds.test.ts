import { expect, test } from "vitest";
import { seeded } from "../faults/seeded.ts";
import { playRounds } from "../rounds/rounds.ts";
import { sharedShop } from "./shared.ts";

const { world } = sharedShop("sqlite", { LIMITS: "off" });

// The long form is `npm run rounds`.
test("what the form accepts is in the database once, whatever happens to tab, network and server", async () => {
  const rounds = 12;
  const sum = await playRounds({ world, rounds, random: seeded(4) });
  expect(sum).toEqual({ rounds, accepted: sum.accepted, inDatabase: sum.accepted, lost: 0, doubled: 0 });
  expect(sum.accepted).toBeGreaterThan(rounds / 2);
}, 240_000);
