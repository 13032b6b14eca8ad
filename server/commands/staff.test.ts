import { runCommand } from "citty";
import { beforeEach, describe, expect } from "vitest";
import { type Colleague, joinDesk } from "../testing/colleague.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { newKey } from "../testing/desk.ts";
import { readEvents } from "../testing/event-reader.ts";
import { askWithKey, staffAsk } from "../testing/people.ts";
import { staffCommand } from "./staff.ts";

describe.each(engines)("S25: what hung on a trust ends with it at the command line as well (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let bo: Colleague;
  beforeEach(async () => {
    bo = await joinDesk(desk, "Bo", "admin");
  });

  const add = (...words: string[]) => {
    const { target, dir } = desk.test;
    const url = target.engine === "postgres" ? target.url : `sqlite:${target.file}`;
    const env = { DATA_DIR: dir, DATABASE_URL: url, SECRET_KEY: "0123456789abcdef0123456789abcdef" };
    const program = { version: "test", built: "", env, say: () => {} };
    return runCommand(staffCommand(program) as never, { rawArgs: ["add", bo.email, ...words] });
  };

  it("the keys of an administrator who becomes an agent are switched off", async () => {
    const body = { name: "Shop", scopes: ["customers:read"] };
    const { key } = (await staffAsk(desk, "/api-keys", { body, cookie: bo.cookie })).body;
    await add();
    expect((await askWithKey(desk, key, "/customers")).status).toBe(200);
    await add("--role", "agent");
    expect((await askWithKey(desk, key, "/customers")).status).toBe(401);
    const actions = (await staffAsk(desk, "/audit")).body.items.map(({ action }) => action);
    expect(actions[0]).toBe("key.turned_off");
  });

  it("whoever becomes a viewer answers no ticket any more, and their open page hears of it", async () => {
    const { id: project } = await desk.project();
    const body = { project, subject: "Hello", body: "World" };
    const { id } = (await staffAsk(desk, "/tickets", { body, key: newKey() })).body.ticket;
    await staffAsk(desk, `/tickets/${id}`, { method: "PATCH", body: { assignee: bo.id } });
    const stream = await readEvents(desk, "/api/staff/events", { Cookie: bo.cookie });
    await add("--role", "viewer");
    expect((await staffAsk(desk, `/tickets/${id}`)).body.ticket.assignee).toBe(null);
    // A write of this process, which has it look for events of others at once.
    await staffAsk(desk, `/tickets/${id}`, { method: "PATCH", body: { priority: "high" } });
    expect(await stream.next("access.changed")).toBeDefined();
    await stream.close();
  });

  it("whoever is in goes out where the second factor is taken off, and nobody else", async () => {
    await add("--reset-totp");
    expect((await staffAsk(desk, "/session", { cookie: bo.cookie })).status).toBe(401);
    expect((await staffAsk(desk, "/session")).status).toBe(200);
  });
});
