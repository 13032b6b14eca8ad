import { setImmediate as immediate, setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withProject } from "../testing/with-desk.ts";
import { createPasswords } from "./passwords.ts";

const argon2 = vi.hoisted(() => ({ instead: undefined as ((given: string) => Promise<boolean>) | undefined }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  const verify: typeof real.verify = (stored, given, ...more) =>
    argon2.instead?.(String(given)) ?? real.verify(stored, given, ...more);
  return { ...real, verify };
});

const known = "mia@shop.test";
const password = "correct horse battery";

describe("a crowd at the customers' door", () => {
  const { it, desk, project } = withProject("sqlite", { limits: true });
  let door: string;
  beforeEach(async () => {
    door = `${project.api}/session`;
    const { id } = await desk.customer(project.id, { email: known });
    const password_hash = await createPasswords().passwords.hash(password);
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ password_hash }).where("id", "=", id).execute(),
    );
  });
  let isThere = false;
  afterEach(() => {
    isThere = false;
  });

  /** Past the desk's own count of faults: that too many wait is an honest answer here. */
  const signIn = async (email: string, given: string, network: string): Promise<number> => {
    const headers = { "Content-Type": "application/json", "X-Forwarded-For": network };
    const body = JSON.stringify({ email, password: given });
    return (await desk.app.fetch(new Request(`https://desk.test${door}`, { method: "POST", headers, body }))).status;
  };

  it("S5: from everywhere keeps nobody out whose password was right since the start, at either door", async () => {
    const ada = { email: "ada@desk.test", password: "a long enough password" };
    expect(await signIn(known, password, "192.0.2.1")).toBe(201);
    expect((await desk.ask("/api/staff/session", { body: ada })).status).toBe(201);
    isThere = true;
    const first = async (): Promise<void> => {
      await vi.waitUntil(() => !isThere, { timeout: 20_000 });
    };
    const crowd = [desk.passwords, desk.staffPasswords].flatMap((passwords) =>
      Array.from({ length: 120 }, (_, n) => {
        const atDoor = { account: `made-up-${n}`, network: `10.0.0.${n}`, sooner: () => Promise.resolve(true) };
        return passwords.verify(null, "wrong", { first, atDoor }).catch(() => {});
      }),
    );
    expect(await signIn(known, password, "192.0.2.9")).toBe(201);
    const headers = { "X-Forwarded-For": "192.0.2.9" };
    expect((await desk.ask("/api/staff/session", { body: ada, headers })).status).toBe(201);
    // Whoever keeps the line full guesses no more often for that, though each refusal costs no try.
    const guessed = await Promise.all(
      Array.from({ length: 10 }, (_, n) => signIn(known, `a guess, number ${n}`, "192.0.2.20")),
    );
    expect(guessed).toEqual(guessed.map(() => 503));
    expect(await signIn(known, password, "192.0.2.20")).toBe(503);
    expect(await signIn(known, password, "192.0.2.30")).toBe(201);
    isThere = false;
    argon2.instead = () => Promise.resolve(false);
    await Promise.all(crowd);
    argon2.instead = undefined;
  });

  it("S5, S11: knows no password again for a network that has guessed at many accounts, or with many of its like", async () => {
    const { passwords } = createPasswords();
    const mias = await passwords.hash(password);
    argon2.instead = () => Promise.resolve(false);
    const isKnown = (network: string) => passwords.verify(mias, password, { network });
    const guess = async (network: string, times: number): Promise<void> => {
      for (let n = 0; n < times; n++) await passwords.verify(`of ${n}`, "a guess", { network });
    };
    await guess("192.0.2.20", 99);
    expect(await isKnown("192.0.2.20")).toBe(true);
    await guess("192.0.2.20", 1);
    expect([await isKnown("192.0.2.20"), await isKnown("192.0.2.21")]).toEqual([false, true]);
    for (let n = 0; n < 8; n++) await guess(`2001:db8:1:${n}::/64`, 100);
    expect([await isKnown("2001:db8:1:9::/64"), await isKnown("2001:db8:2:9::/64")]).toEqual([false, true]);
    argon2.instead = undefined;
  });

  it("S5: a password that was right opens nothing once there is another, and nobody else's account", async () => {
    const { passwords } = createPasswords();
    const [mias, others, next] = [
      await passwords.hash(password),
      await passwords.hash("another long password"),
      await passwords.hash("the next password"),
    ];
    const from = { network: "192.0.2.1" };
    expect(await passwords.verify(mias, password, from)).toBe(true);
    expect([await passwords.verify(others, password, from), await passwords.verify(next, password, from)]).toEqual([
      false,
      false,
    ]);
    expect(await passwords.verify(null, password, from)).toBe(false);
  });

  it("S5, S11: fills no line but its own, costs nobody a try, and leaves no address that answers otherwise", async () => {
    isThere = true;
    /** Their turns cost the machine nothing, and are as long as anybody's. */
    const first = async (): Promise<void> => {
      if (isThere) await pause(5);
      throw new Error("Of no interest.");
    };
    const sooner = (): Promise<boolean> => pause(5, false);
    let made = 0;
    const oneOfThem = async (): Promise<void> => {
      const atDoor = { account: `made-up-${++made}`, network: "192.0.2.9", sooner };
      while (isThere) await desk.passwords.verify(null, "wrong", { first, atDoor }).catch(() => {});
    };
    const crowd = Promise.all(Array.from({ length: 80 }, oneOfThem));
    const wrong = (email: string, network: string, times: number) =>
      Promise.all(Array.from({ length: times }, () => signIn(email, "wrong", network)));
    // Of a person here and of nobody: refused alike, also when none of them is compared sooner any more.
    const answers = await Promise.all([wrong("nobody@shop.test", "192.0.2.1", 20), wrong(known, "192.0.2.1", 20)]);
    for (const statuses of answers) {
      expect(statuses).toContain(503);
      expect(statuses.filter((status) => ![401, 503].includes(status))).toEqual([]);
    }
    // Whoever knows the password comes in, also from where they never were, and beside somebody who guesses.
    for (const network of ["192.0.2.2", "192.0.2.4"]) {
      expect(await signIn(known, password, network)).toBe(201);
      const [wrongOne, rightOne] = await Promise.all([
        signIn(known, "wrong", network),
        signIn(known, password, network),
      ]);
      expect([rightOne, [401, 503].includes(wrongOne)]).toEqual([201, true]);
    }
    const ada = { email: "ada@desk.test", password: "a long enough password" };
    expect((await desk.ask("/api/staff/session", { body: ada })).status).toBe(201);
    isThere = false;
    await crowd;
    expect(await signIn(known, password, "192.0.2.1")).toBe(201);
    for (const email of [known, "nobody@shop.test"]) expect(await signIn(email, "wrong", "192.0.2.3")).toBe(401);
  }, 30_000);
});

describe("S11: a burst of tries, and one among them that may be somebody's", () => {
  const { passwords } = createPasswords(1);
  afterEach(() => (argon2.instead = undefined));

  /**
   * Six at made-up addresses, and one more.
   * @returns in what order turns came, comparisons were made and answers given; nothing of what is done apart
   */
  const burst = async (stored: string | undefined, place: number, isAtHome = false): Promise<string[]> => {
    const steps: string[] = [];
    const apart = new Set<string>();
    argon2.instead = async (who) => {
      if (!apart.delete(who)) steps.push(`${who} compared`);
      await immediate();
      return false;
    };
    const guess = async (who: string, own: string | undefined, atHome: boolean): Promise<void> => {
      const note = (step: string) => async (): Promise<boolean> => (steps.push(`${who} ${step}`), true);
      const may = note("sooner");
      const first = async (): Promise<void> => void (await note("first")());
      const home = async (): Promise<boolean> => (apart.add(who), true);
      const atDoor = { account: who, network: "192.0.2.1", sooner: may, ...(atHome && { atHome: home }) };
      expect(await passwords.verify(own, who, { first, atDoor })).toBe(false);
      steps.push(`${who} answered`);
    };
    const tries = Array.from({ length: 7 }, (_, n) =>
      guess(`guess ${n}`, n === place ? stored : undefined, n === place && isAtHome),
    );
    await Promise.all(tries);
    return steps;
  };

  it("takes the same turns for everybody, so that no time tells who has an account, or signs in from here", async () => {
    for (const place of [6, 3]) {
      const ofNobody = await burst(undefined, place);
      expect(ofNobody.filter((step) => step.endsWith("compared"))).toHaveLength(7);
      expect(ofNobody.filter((step) => step.endsWith("sooner")).length).toBeGreaterThan(1);
      expect(await burst("of somebody", place)).toEqual(ofNobody);
      expect(await burst("of somebody", place, true)).toEqual(ofNobody);
    }
  });
});
