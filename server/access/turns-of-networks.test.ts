import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Refusal } from "../errors.ts";
import { openDesk, type TestDesk } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { createTurnsOfNetworks } from "./turns-of-networks.ts";

describe.each(engines)("one network that asks without end (%s)", (engine) => {
  let desk: TestDesk;
  let portal: string;
  beforeEach(async () => {
    desk = await openDesk(engine, { limits: true });
    portal = `/api/portal/${(await desk.project()).portal.key}`;
  });
  afterEach(() => desk.close());

  it("S5: waits behind itself, whoever comes from elsewhere is next, and what is too much is refused", async () => {
    const answered: string[] = [];
    const statuses: number[] = [];
    const ask = async (network: string): Promise<void> => {
      const headers = { "X-Forwarded-For": network };
      const { status } = await desk.ask(`${portal}/tracking`, { body: { secret: "made up" }, headers });
      answered.push(network);
      if (network === "192.0.2.1") statuses.push(status);
      else expect(status).toBe(410);
    };
    const crowd = Array.from({ length: 600 }, () => ask("192.0.2.1"));
    await Promise.all([...crowd, ask("192.0.2.2")]);
    const refusedAtOnce = statuses.filter((status) => status === 429).length;
    expect(refusedAtOnce).toBeGreaterThanOrEqual(600 - 508);
    const before = answered.indexOf("192.0.2.2");
    // Those that were refused at once, and few more than those that had a turn already.
    expect(before).toBeLessThan(600 - 508 + 50);
  });
});

/** Work that ends when it is told to, with what has begun so far. */
function openWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.push(resolve);
    });
  return { begun, work, endNext: () => ends.shift()!() };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("networks take turns, and none has more than its share at once", async () => {
  const inTurn = createTurnsOfNetworks();
  const { begun, work, endNext } = openWork();
  for (let i = 0; i < 20; i++) void inTurn("r", "a", work("a"));
  await settled();
  expect(begun).toHaveLength(8);
  for (let network = 0; network < 24; network++) void inTurn("r", `n${network}`, work(`n${network}`));
  void inTurn("r", "b", work("b"));
  await settled();
  expect(begun).toHaveLength(32);
  endNext();
  await settled();
  // First those that came first; whoever waits behind the others of their network is behind everybody once.
  expect(begun.at(-1)).toBe("a");
  endNext();
  await settled();
  expect(begun.at(-1)).toBe("b");
});

test("what fails gives its turn back, and another route knows nothing of it", async () => {
  const inTurn = createTurnsOfNetworks();
  const { begun, work } = openWork();
  for (let i = 0; i < 9; i++) void inTurn("r", "a", work("a")).catch(() => {});
  await inTurn("other", "a", async () => {});
  expect(begun).toHaveLength(8);
  const failing = Array.from({ length: 20 }, () =>
    inTurn("third", "a", () => Promise.reject(new Refusal(404, "not_found"))).catch((error: Refusal) => error.status),
  );
  expect(await Promise.all(failing)).toEqual(Array.from({ length: 20 }, () => 404));
});

test("whoever waits too long is told so, and leaves the line as if they had never come", async () => {
  const inTurn = createTurnsOfNetworks(20);
  const { begun, work, endNext } = openWork();
  for (let i = 0; i < 8; i++) void inTurn("r", "a", work(`a${i}`));
  const late = inTurn("r", "a", work("late"));
  await expect(late).rejects.toMatchObject({ status: 503, retryAfter: 5 });
  const next = inTurn("r", "a", work("next"));
  endNext();
  await settled();
  expect(begun.slice(8)).toEqual(["next"]);
  for (let i = 0; i < 8; i++) endNext();
  await next;
});
