/** How the widget behaves as a guest on a page that is not its own. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostPage } from "./host-page.ts";
import { firstAdministrator } from "./staff.ts";
import { visitorOn } from "./visitor.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
let key: string;
beforeAll(async () => {
  world = await openWorld();
  key = await (await firstAdministrator(world)).quickProject("Willow Tea");
});
afterAll(() => world.close());

const label = { "data-label": "Ask us" };

async function visit(path: string): Promise<Page> {
  const page = await (await world.newPerson()).newPage();
  await page.goto(`https://shop.test${path}`);
  return page;
}

const stored = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));

test("nothing is asked and nothing is stored before somebody points at the button", async () => {
  world.sites.addPage("/quiet.html", hostPage({ attributes: { "data-portal": key, ...label } }));
  const page = await (await world.newPerson()).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("https://shop.test/quiet.html");
  const { launcher } = visitorOn(page);
  await launcher.waitFor();
  // What a page does when it has time would happen before this answers.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
  expect(asked).toEqual(["https://shop.test/quiet.html", "https://desk.test/widget.js"]);
  expect(await stored(page)).toEqual({ local: {}, session: {}, cookies: "", databases: 0, caches: 0 });

  const bundle = page.waitForRequest(/\/w\/[^/]+\/main\.js$/);
  await launcher.hover();
  await bundle;
});

/** What the browser itself writes down: every request, and whatever is put into a storage. */
async function browsersLog(page: Page): Promise<string[]> {
  const log: string[] = [];
  const browser = await page.context().newCDPSession(page);
  browser.on("Network.requestWillBeSent", ({ request }) => log.push(request.url));
  browser.on("DOMStorage.domStorageItemAdded", ({ key: name }) => log.push(`stored ${name}`));
  browser.on("Storage.indexedDBListUpdated", () => log.push("database"));
  browser.on("Storage.cacheStorageListUpdated", () => log.push("cache"));
  await browser.send("Network.enable");
  await browser.send("DOMStorage.enable");
  for (const origin of ["https://shop.test", "https://desk.test"]) {
    await browser.send("Storage.trackIndexedDBForOrigin", { origin });
    await browser.send("Storage.trackCacheStorageForOrigin", { origin });
  }
  return log;
}

test("by the browser's own log one file is all that a page asks for, and nothing is kept, until somebody writes", async () => {
  world.sites.addPage("/log.html", hostPage({ attributes: { "data-portal": key, ...label } }));
  const page = await (await world.newPerson()).newPage();
  const log = await browsersLog(page);
  await page.goto("https://shop.test/log.html");
  const visitor = visitorOn(page);
  await visitor.launcher.waitFor();
  await page.mouse.move(5, 5);
  await page.mouse.click(5, 5);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
  expect(log).toEqual(["https://shop.test/log.html", "https://desk.test/widget.js"]);

  // The same log sees what comes then.
  await visitor.open();
  await visitor.startTicket();
  expect(log.filter((line) => line.includes("/api/")).length).toBeGreaterThan(0);
  expect(log.filter((line) => line.startsWith("stored"))).toEqual([]);
  await visitor.fill({ subject: "Logged", body: "Hello" });
  await expect.poll(() => log).toContain(`stored deskbell:${key}:drafts`);
  expect(log).not.toContain("database");
  await visitor.send();
  await visitor.thanks();
  await expect.poll(() => log).toContain("database");
  expect(log).not.toContain("cache");
});

test("a script that stands there twice makes one widget", async () => {
  world.sites.addPage("/twice.html", hostPage({ attributes: { "data-portal": key, ...label }, tags: 2 }));
  const page = await visit("/twice.html");
  await visitorOn(page).launcher.waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.locator("deskbell-widget").count()).toBe(1);
});

test("destroy() leaves the page as it was, and a further script tag starts again", async () => {
  world.sites.addPage("/destroy.html", hostPage({ attributes: { "data-portal": key, ...label } }));
  const page = await visit("/destroy.html");
  const visitor = visitorOn(page);
  await visitor.open();
  await page.evaluate(() => (Reflect.get(window, "Deskbell") as { destroy: () => void }).destroy());
  expect(await page.locator("deskbell-widget").count()).toBe(0);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);

  await page.evaluate(() => {
    const again = document.createElement("script");
    const before = document.querySelector("script")!;
    for (const { name, value } of before.attributes) again.setAttribute(name, value);
    document.head.append(again);
  });
  await visitor.launcher.waitFor();
});

test.each([
  ["without a portal", {}],
  ["with an unknown theme", { "data-portal": "KEY", "data-theme": "pink" }],
  ["with a colour that is none", { "data-portal": "KEY", "data-color": "leaf" }],
  ["with a target that is not there", { "data-portal": "KEY", "data-target": "#nowhere" }],
])("a snippet %s says so in one line of the console, and the page goes on", async (what, wrong) => {
  const path = `/wrong-${what.replaceAll(" ", "-")}.html`;
  const attributes = Object.fromEntries(
    Object.entries(wrong).map(([name, value]) => [name, value === "KEY" ? key : value]),
  );
  world.sites.addPage(path, hostPage({ attributes: { ...attributes, ...label } }));
  const page = await (await world.newPerson()).newPage();
  const lines: string[] = [];
  const errors: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`https://shop.test${path}`, { waitUntil: "networkidle" });
  expect(lines).toEqual([expect.stringMatching(/deskbell/i)]);
  expect(errors).toEqual([]);
});
