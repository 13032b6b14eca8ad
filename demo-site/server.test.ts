import { afterAll, beforeAll, expect, test } from "vitest";
import { hostPages } from "./host-pages/table.ts";
import { startDemoSite } from "./server.ts";
import type { DemoSite } from "./server.ts";
import { supportToken } from "./support-token.ts";

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

test("every host page is there, with the scripts, style sheets and headers that make it what it is", async () => {
  const list = await (await fetch(`${site.url}/host-pages/`)).text();
  for (const { name, isPart, headers = {} } of hostPages) {
    expect(list.includes(`/host-pages/${name}.html`)).toBe(!isPart);
    const answer = await fetch(`${site.url}/host-pages/${name}.html`);
    expect([...answer.headers.keys()]).toEqual(
      expect.arrayContaining(Object.keys(headers).map((header) => header.toLowerCase())),
    );
    const page = await answer.text();
    expect(page).not.toContain("{{");
    for (const [, path] of page.matchAll(/(?:src|href)="(\/host-pages\/[^"]*)"/g)) {
      expect({ path, status: (await fetch(site.url + path)).status }).toEqual({ path, status: 200 });
    }
  }
});

test("a nonce is another one each time", async () => {
  const policy = async (): Promise<string> =>
    (await fetch(`${site.url}/host-pages/nonce.html`)).headers.get("Content-Security-Policy") ?? "";
  expect(await policy()).toMatch(/'nonce-[^']+'/);
  expect(await policy()).not.toBe(await policy());
});

test.each([
  "/server.ts",
  "/..%2fpackage.json",
  "/../package.json",
  "/nothing.html",
  "/a/b.html",
  "/host-pages/table.ts",
  "/host-pages/packages/x.css",
  "/host-pages/..%2fapi.js",
])("%s is not there", async (path) => {
  expect((await fetch(site.url + path)).status).toBe(404);
});

test("a token is another one each time, so that who signs out and in again at once is let in", () => {
  const [key, user] = [
    { portal: "pk", kid: "1", secret: "s" },
    { id: 7, name: "Mia", email: "mia@example.com", emailVerified: true },
  ];
  expect(supportToken(key, user)).not.toBe(supportToken(key, user));
});

test("without a key of the desk, nobody signed in at the shop is given a token", async () => {
  expect(await (await fetch(`${site.url}/account/name`)).text()).toBe("Mia Claes");
  expect((await fetch(`${site.url}/support-token`)).status).toBe(401);
});

test("a taken port is told, not swallowed", async () => {
  const port = Number(new URL(site.url).port);
  const second = startDemoSite({ dir: "demo-site", desk: "http://desk.example", port, host: "127.0.0.1" });
  await expect(second).rejects.toThrow("EADDRINUSE");
});
