import { describe, expect, test, vi } from "vitest";
import { Refusal } from "../errors.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { limits } from "./limits.ts";
import { createTurnsOfNetworks } from "./turns-of-networks.ts";

describe.each(engines)("one network that asks without end (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  it("S5: waits behind itself, whoever comes from elsewhere is next, and what is too much is refused", async () => {
    const answered: string[] = [];
    const refusedAtOnce: (string | null)[] = [];
    const ask = async (network: string): Promise<void> => {
      const headers = { "X-Forwarded-For": network, Origin: "https://shop.test" };
      const answer = await desk.ask(`${project.api}/tracking`, { body: { secret: "made up" }, headers });
      answered.push(network);
      // Of the line alone: what limits refuse takes longer to come back.
      if (answer.headers.get("Retry-After") === "1")
        refusedAtOnce.push(answer.headers.get("Access-Control-Allow-Origin"));
      if (network === "192.0.2.2") expect(answer.status).toBe(410);
    };
    const crowd = Array.from({ length: 300 }, () => ask("192.0.2.1"));
    await Promise.all([...crowd, ask("192.0.2.2")]);
    // A page of another site may read it, and try again.
    expect(refusedAtOnce).toEqual(Array.from({ length: 300 - 208 }, () => "*"));
    // Those that were refused at once, and few more than those that had a turn already.
    expect(answered.indexOf("192.0.2.2")).toBeLessThan(300 - 208 + 50);
  });

  it("S5: a /48 of IPv6 is one network", async () => {
    const answered: string[] = [];
    const ask = async (network: string): Promise<void> => {
      const headers = { "X-Forwarded-For": network };
      await desk.ask(`${project.api}/tracking`, { body: { secret: "made up" }, headers });
      answered.push(network);
    };
    const crowd = Array.from({ length: 150 }, (_, n) => ask(`2001:db8:1:${n.toString(16)}::1`));
    await Promise.all([...crowd, ask("192.0.2.2")]);
    expect(answered.indexOf("192.0.2.2")).toBeLessThan(50);
  });

  it("a body that is too large is refused in an answer that a page of another site may read", async () => {
    const headers = { Origin: "https://shop.test" };
    const answer = await desk.ask(`${project.api}/tracking`, { body: { secret: "x".repeat(200_000) }, headers });
    expect([answer.status, answer.headers.get("Access-Control-Allow-Origin")]).toEqual([413, "*"]);
  });

  it("S5: where a limit is reached the answer waits a moment by chance, and nowhere else", async () => {
    const moment = vi.spyOn(Math, "random").mockReturnValue(0);
    try {
      const ask = () =>
        desk.ask(`${project.api}/password-links`, {
          body: { email: "mia@example.com" },
          headers: { "X-Forwarded-For": "192.0.2.7" },
        });
      for (let time = 0; time < limits.mailsAsked.amount; time++) await ask();
      const before = moment.mock.calls.length;
      expect((await ask()).headers.get("Retry-After")).not.toBeNull();
      expect(moment.mock.calls.length - before).toBe(1);
      expect(before).toBe(0);
    } finally {
      moment.mockRestore();
    }
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
  // Others first: the place of a network is free only after the one that all share.
  expect(begun.at(-1)).toBe("b");
  endNext();
  await settled();
  expect(begun.at(-1)).toBe("a");
});

test("whoever finds two hundred of their network waiting is refused at once", async () => {
  const inTurn = createTurnsOfNetworks();
  const { work } = openWork();
  for (let i = 0; i < 208; i++) void inTurn("r", "a", work("a")).catch(() => {});
  await expect(inTurn("r", "a", work("a"))).rejects.toMatchObject({ status: 429, retryAfter: 1 });
  await inTurn("r", "b", () => Promise.resolve());
});

test("what only reads on keeps no place, and what hides a time keeps its network's alone", async () => {
  const inTurn = createTurnsOfNetworks();
  const { begun, work, endNext } = openWork();
  const early: (() => void)[] = [];
  void inTurn("r", "a", (leave) => {
    early.push(leave);
    return work("reads on")();
  });
  const moment = Promise.withResolvers<void>();
  for (let i = 0; i < 7; i++) void inTurn("r", "a", work(`a${i}`), () => moment.promise);
  for (let network = 0; network < 3; network++)
    for (let i = 0; i < 8; i++) void inTurn("r", `n${network}`, work("other"));
  void inTurn("r", "a", work("next of a"));
  void inTurn("r", "b", work("b"));
  await settled();
  expect(begun).toHaveLength(32);
  early[0]!();
  early[0]!();
  await settled();
  expect(begun.slice(32)).toEqual(["b"]);
  // What read on has left already; the next one hides its time, and a place of its network is free from before.
  endNext();
  endNext();
  await settled();
  expect(begun.slice(33)).toEqual(["next of a"]);
  void inTurn("r", "a", work("last of a"));
  endNext();
  await settled();
  expect(begun).toHaveLength(34);
  moment.resolve();
  await settled();
  expect(begun.slice(34)).toEqual(["last of a"]);
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
  await inTurn("r", "a", () => Promise.resolve());
});
