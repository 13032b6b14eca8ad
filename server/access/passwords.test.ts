import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Project } from "../contract/staff.ts";
import { openDesk, type TestDesk } from "../testing/desk.ts";

const known = "mia@shop.test";
const password = "correct horse battery";

describe("a crowd at the customers' door", () => {
  let desk: TestDesk;
  let project: Project;
  let door: string;
  beforeEach(async () => {
    desk = await openDesk("sqlite", { limits: true });
    project = await desk.project();
    door = `/api/portal/${project.portal.key}/session`;
    const { id } = await desk.customer(project.id, { email: known });
    const password_hash = await desk.passwords.hash(password);
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ password_hash }).where("id", "=", id).execute(),
    );
  });
  afterEach(() => desk.close());

  /** Past the desk's own count of faults: that too many wait is an honest answer here. */
  const signIn = async (email: string, given: string, network: string): Promise<number> => {
    const headers = { "Content-Type": "application/json", "X-Forwarded-For": network };
    const body = JSON.stringify({ email, password: given });
    return (await desk.app.fetch(new Request(`https://desk.test${door}`, { method: "POST", headers, body }))).status;
  };

  it("S5, S11: fills no line but its own, costs nobody a try, and leaves no address that answers otherwise", async () => {
    let isThere = true;
    /** Their turns cost the machine nothing, and are as long as anybody's. */
    const first = async (): Promise<void> => {
      if (isThere) await pause(20);
      throw new Error("Of no interest.");
    };
    const atDoor = { isFamiliar: false, sooner: () => Promise.resolve(true) };
    const oneOfThem = async (): Promise<void> => {
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
