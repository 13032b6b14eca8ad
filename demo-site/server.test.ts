import { afterAll, beforeAll, expect, test } from "vitest";
import { startDemoSite } from "./server.ts";
import type { DemoSite } from "./server.ts";

let site: DemoSite;
beforeAll(async () => {
  site = await startDemoSite({ dir: "demo-site", desk: "http://desk.example:3000", port: 0, host: "127.0.0.1" });
});
afterAll(() => site.close());

test.each(["/", "/bikes.html", "/inline.html", "/api.html", "/account.html"])(
  "%s has the snippet with the desk's address",
  async (path) => {
    const page = await (await fetch(site.url + path)).text();
    expect(page).toContain('src="http://desk.example:3000/widget.js"');
    expect(page).toMatch(/data-portal="(willow-tea-demo01|harbour-bikes-demo02)"/);
    expect(page).not.toContain("{{");
  },
);

test.each(["/server.ts", "/..%2fpackage.json", "/../package.json", "/nothing.html", "/a/b.html"])(
  "%s is not there",
  async (path) => {
    expect((await fetch(site.url + path)).status).toBe(404);
  },
);

test("without a key of the desk, nobody signed in at the shop is given a token", async () => {
  expect(await (await fetch(`${site.url}/account/name`)).text()).toBe("Mia Claes");
  expect((await fetch(`${site.url}/support-token`)).status).toBe(401);
});

test("a taken port is told, not swallowed", async () => {
  const port = Number(new URL(site.url).port);
  const second = startDemoSite({ dir: "demo-site", desk: "http://desk.example", port, host: "127.0.0.1" });
  await expect(second).rejects.toThrow("EADDRINUSE");
});
