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
    const waiting: Promise<unknown>[] = [];
    const pushIn = (): void => {
      for (let i = 0; i < 60; i++)
        waiting.push(desk.passwords.verify(null, "wrong", { line: "strangers" }).catch(() => {}));
    };
    pushIn();
    const crowd = setInterval(pushIn, 1);
    expect(await signIn("nobody@shop.test", "wrong", "192.0.2.1")).toBe(503);
    for (let i = 0; i < 12; i++) expect([201, 503]).toContain(await signIn(known, password, "192.0.2.2"));
    const ada = { email: "ada@desk.test", password: "a long enough password" };
    expect((await desk.ask("/api/staff/session", { body: ada })).status).toBe(201);
    clearInterval(crowd);
    await Promise.all(waiting);
    expect(await signIn(known, password, "192.0.2.2")).toBe(201);
    for (const email of [known, "nobody@shop.test"]) expect(await signIn(email, "wrong", "192.0.2.3")).toBe(401);
  }, 30_000);
});
