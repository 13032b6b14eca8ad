import { describe, expect, it } from "vitest";
import { keepSetting, readSetting } from "../db/settings.ts";
import { migrate } from "../db/migrate.ts";
import { engines } from "../testing/engines.ts";
import { openOlderDatabase } from "../testing/older-database.ts";
import { agentCookie, staffAsk } from "../testing/people.ts";
import { withConversation } from "../testing/with-desk.ts";
import { letOnSetting } from "./seen-hosts.ts";

const day = 86_400_000;

describe.each(engines)("C20: names that the desk answers under (%s)", (engine) => {
  const { it: test, desk, talk } = withConversation(engine, { hosts: ["help.example.org", "[2001:db8::7]"] });
  const status = async (url: string, headers = {}): Promise<number> =>
    (await desk.app.request(url, { headers })).status;

  test("are that of PUBLIC_URL, those in HOSTS and the machine's own, in any spelling and with any port", async () => {
    const names = [
      "desk.test",
      "DESK.test:8443",
      "help.example.org",
      "[2001:db8:0::7]",
      "localhost",
      "127.0.0.2",
      "[::1]",
    ];
    for (const name of names) expect([name, await status(`http://${name}/admin`)]).toEqual([name, 200]);
  });

  test("are no others: pages, bundles and both doors answer 421, and who looks after the process is answered", async () => {
    const paths = ["/admin", "/widget.js", `/p/${talk.project.portal.key}`, talk.portal, "/api/staff/session", "/nope"];
    const names = [
      "evil.test",
      "desk.test.evil.test",
      "xdesk.test",
      "192.168.1.5",
      "localhost.evil.test",
      "desk.test.",
    ];
    for (const name of names) {
      for (const path of paths) expect([name, path, await status(`https://${name}${path}`)]).toEqual([name, path, 421]);
      expect([await status(`http://${name}/healthz`), await status(`http://${name}/readyz`)]).toEqual([200, 200]);
    }
    const program = await desk.app.request(`https://evil.test${talk.portal}`);
    expect(await program.json()).toMatchObject({ error: { code: "host_unknown" } });
    const page = await desk.app.request("https://evil.test/admin", { headers: { Accept: "text/html" } });
    expect(await page.text()).toContain("name this host in the setting HOSTS");
    expect(
      await desk.database.read.selectFrom("settings").select("name").where("name", "=", "hosts_seen").execute(),
    ).toEqual([]);
  });

  test("are all for 30 days at an upgraded desk, which tells its administrators which were used, and writes none into links", async () => {
    await desk.database.write(({ db }) => keepSetting(db, letOnSetting, String(desk.now() + 30 * day)));
    const others = async (cookie = desk.admin) => (await staffAsk(desk, "/session", { cookie })).body.server.otherHosts;
    expect(await others()).toBeUndefined();
    expect(await status("https://old.example/admin")).toBe(200);
    const links = `https://other.example${talk.portal}/tickets/${talk.ticket.id}/tracking-links`;
    const link = await desk.ask<{ url: string }>(links, { method: "POST", token: talk.token });
    expect(link.body.url).toMatch(/^https:\/\/desk\.test\//);
    await expect
      .poll(() => others())
      .toEqual({
        names: ["old.example", "other.example"],
        until: new Date(desk.now() + 30 * day).toISOString(),
      });
    expect(await others(await agentCookie(desk))).toBeUndefined();
    // Names cost nothing to make up: those kept are those seen last.
    for (let n = 0; n < 25; n++) {
      desk.pass(1000);
      await status(`https://made-up-${n}.example/`);
    }
    await expect.poll(async () => (await others())!.names).toHaveLength(20);
    desk.pass(30 * day);
    await desk.signInAgain();
    expect(await others()).toBeUndefined();
    expect(await status("https://old.example/admin")).toBe(421);
  });
});

describe.each(engines)("C20: the upgrade that brings names (%s)", (engine) => {
  it.each([
    ["one that people use", true],
    ["one that was never set up", false],
  ])("goes on answering to all at a desk of before, and only there: %s", async (_, isUsed) => {
    const { database, close } = await openOlderDatabase(engine, "0017-site-tokens");
    const ada = { id: "a", name: "Ada", email: "ada@desk.test", role: "admin" as const, created_at: 1 };
    if (isUsed)
      await database.writer
        .insertInto("staff")
        .values(ada as never)
        .execute();
    await migrate(database.writer, engine);
    const until = await readSetting(database.read, letOnSetting);
    await close();
    if (isUsed) expect(Math.round((Number(until) - Date.now()) / day)).toBe(30);
    else expect(until).toBeUndefined();
  });
});
