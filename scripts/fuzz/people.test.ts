/**
 * Several people at one portal and the staff behind it, in any order: visitors, accounts, links that are handed on,
 * companies, merges. Held against a model of who may see which ticket: nobody receives an id or a word of one outside it.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { joinDesk } from "../../server/testing/colleague.ts";
import { openDesk, type TestDesk } from "../../server/testing/desk.ts";
import { engines } from "../../server/testing/engines.ts";
import { Faults } from "./faults.ts";
import { keptActs } from "./kept.ts";
import { type Act, acts } from "./people/acts.ts";
import { portalActs } from "./people/portal-acts.ts";
import { staffActs } from "./people/staff-acts.ts";
import { World } from "./people/world.ts";
import { fuzz, timeoutMs, within } from "./settings.ts";
import type { Watch } from "./watch.ts";

const doers = { ...portalActs, ...staffActs };

describe.each(engines)("people at one portal (%s)", (engine) => {
  const faults = new Faults();
  let desk: TestDesk;
  let staff: { agent: string; admin: string };
  beforeEach(async () => {
    desk = await openDesk(engine, { onLog: faults.hear });
    staff = { agent: (await joinDesk(desk, "Bo")).id, admin: (await joinDesk(desk, "Cleo", "admin")).id };
  });
  afterEach(() => desk.close());

  async function run(sequence: Act[], watch: Watch): Promise<void> {
    const world = await World.open(desk, watch, staff);
    try {
      for (const act of sequence) {
        const person = world.people[act.who]!;
        person.visitor ??= (await world.ask(act.who, "/visitors", { method: "POST" })).body.token;
        await doers[act.kind](world, act);
        world.streams.look();
      }
      await everybodyLooks(world);
      await nothingIsLost(world);
    } finally {
      await world.streams.close();
    }
    expect(faults.take()).toEqual([]);
  }

  test("nobody receives an id or a word of a ticket that is none of theirs", { timeout: timeoutMs }, () =>
    expect(fuzz(`people (${engine})`, acts, run, within(0.15, keptActs))).resolves.toBeUndefined(),
  );
});

async function everybodyLooks(world: World): Promise<void> {
  for (const [who, { visitor, account, link }] of world.people.entries()) {
    for (const token of [visitor, account?.token, link?.token]) {
      if (token === undefined) continue;
      for (const scope of ["", "?scope=mine", "?scope=company"]) await world.ask(who, `/tickets${scope}`, { token });
      for (const { ids, word } of world.model.tickets) {
        for (const id of ids) await world.ask(who, `/tickets/${id}`, { token });
        await world.ask(who, `/tickets?q=${word}`, { token });
      }
    }
  }
}

/** Whoever came or went: staff still have every ticket, with every word. */
async function nothingIsLost(world: World): Promise<void> {
  for (const { ids, word } of world.model.tickets) {
    const { status, text } = await world.staff(`/tickets/${ids[0]}`);
    expect([status, text.includes(word)], word).toEqual([200, true]);
  }
}
