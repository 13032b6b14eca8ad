/** Staff read on which sites the widget was opened; strangers cannot make that a burden. */
import { setImmediate } from "node:timers/promises";
import { describe, expect } from "vitest";
import type { Project } from "../contract/staff.ts";
import { engines } from "../testing/engines.ts";
import { withProject } from "../testing/with-desk.ts";

describe.each(engines)("sites that the widget was seen on (%s)", (engine) => {
  const { test, desk, project } = withProject(engine);

  const open = (origin?: string) => desk.ask(project.api, origin === undefined ? {} : { headers: { Origin: origin } });
  const read = async (): Promise<Project> =>
    (await desk.ask<{ project: Project }>(`/api/staff/projects/${project.id}`, { cookie: desk.admin })).body.project;
  /** Written down once the answers have left. */
  const seen = async (): Promise<string[]> => (await read()).seenOn.map(({ origin }) => origin);
  const set = (portal: object) =>
    desk.ask(`/api/staff/projects/${project.id}`, { method: "PATCH", body: { portal }, cookie: desk.admin });

  test("U-M3: are told to administrators with first and last time", async () => {
    await open("https://shop.example");
    const first = new Date(desk.now()).toISOString();
    desk.pass(600_000);
    await open("https://shop.example");
    await open("https://blog.example");
    const last = new Date(desk.now()).toISOString();
    await expect
      .poll(async () => (await read()).seenOn)
      .toEqual([
        { origin: "https://blog.example", firstSeenAt: last, lastSeenAt: last },
        { origin: "https://shop.example", firstSeenAt: first, lastSeenAt: last },
      ]);
    const { items } = (await desk.ask<{ items: Project[] }>("/api/staff/projects", { cookie: desk.admin })).body;
    expect(items[0]!.seenOn).toHaveLength(2);
  });

  test("U-M3: are written once a minute, however many open it there", async () => {
    await open("https://shop.example");
    await expect.poll(seen).toEqual(["https://shop.example"]);
    let writes = 0;
    const { write } = desk.database;
    desk.database.write = (work) => {
      writes += 1;
      return write(work);
    };
    try {
      for (let visit = 0; visit < 5; visit++) await open("https://shop.example");
      await setImmediate();
      expect(writes).toBe(0);
      desk.pass(60_000);
      for (let visit = 0; visit < 5; visit++) await open("https://shop.example");
      await setImmediate();
      expect(writes).toBe(1);
    } finally {
      desk.database.write = write;
    }
  });

  test("U-M3: are at most twenty, and one that was not seen for a day makes room", async () => {
    await open("https://shop.example");
    desk.pass(60_000);
    for (let n = 0; n < 50; n++) await open(`https://made-up-${n}.example`);
    await expect.poll(seen).toHaveLength(20);
    desk.pass(60_000);
    await open("https://shop.example");
    await expect.poll(async () => (await seen())[0]).toBe("https://shop.example");
    expect(await seen()).toHaveLength(20);
    // Else the newcomer before: those that were there first stay.
    await open("https://next.example");
    await expect.poll(seen).toContain("https://next.example");
    expect(await seen()).toContain("https://shop.example");
    desk.pass(86_400_000);
    await desk.signInAgain();
    await open("https://new.example");
    await expect.poll(async () => (await seen())[0]).toBe("https://new.example");
    const later = await seen();
    expect(later).toHaveLength(20);
    expect(later).toContain("https://shop.example");
  });

  test("U-M3: are neither our own pages nor what is no site, nor one that is not listed", async () => {
    for (const origin of [
      undefined,
      "null",
      "https://desk.test",
      "file://",
      `https://${"a".repeat(300)}.example`,
      "x",
    ]) {
      expect((await open(origin)).status).toBe(200);
    }
    expect(await seen()).toEqual([]);
    await set({ origins: ["https://shop.example"] });
    await open("https://other.example");
    await open("https://shop.example");
    await expect.poll(seen).toEqual(["https://shop.example"]);
  });

  test("U-M3: a request is answered while the note waits, and also when it cannot be written", async () => {
    const { write } = desk.database;
    desk.database.write = () => Promise.reject(new Error("The disk is full."));
    try {
      expect((await open("https://shop.example")).status).toBe(200);
      await setImmediate();
      desk.database.write = () => new Promise<never>(() => {});
      expect((await open("https://blog.example")).status).toBe(200);
      await setImmediate();
    } finally {
      desk.database.write = write;
    }
  });

  test("U-M1: a project is made with settings in one step, and the audit trail says which", async () => {
    const body = { name: "Lamps", portal: { enabled: true, notifications: true, branding: { color: "#ffdd00" } } };
    const made = await desk.ask<{ project: Project }>("/api/staff/projects", { body, cookie: desk.admin });
    expect(made.status).toBe(201);
    expect(made.body.project.portal).toMatchObject(body.portal);
    const { items } = (await desk.ask<{ items: object[] }>("/api/staff/audit", { cookie: desk.admin })).body;
    expect(items[0]).toMatchObject({
      action: "project.created",
      changes: { enabled: [false, true], notifications: [false, true], "branding.color": [null, "#ffdd00"] },
    });
  });
});
