/** How the widget behaves as a guest on a page that is not its own. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hostPage } from "./host-page.ts";
import { roundTrip } from "./round-trip.ts";
import { sharedShop } from "./shared.ts";
import { visitorOn } from "./visitor.ts";
import { watch } from "./watch.ts";

const { world, hanna, shop } = sharedShop();

const label = { "data-label": "Ask us" };

const visit = (path: string): Promise<Page> => world.newPage(`https://shop.test${path}`);

const stored = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));

test("nothing is asked and nothing is stored before somebody points at the button", async () => {
  world.sites.addPage("/quiet.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await world.newPage();
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
  world.sites.addPage("/log.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await world.newPage();
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
  await visitor.fillIn({ subject: "Logged", body: "Hello" });
  await expect.poll(() => log).toContain(`stored deskbell:${shop.key}:drafts`);
  expect(log).not.toContain("database");
  await visitor.sendAfterTyping();
  await visitor.thanks();
  await expect.poll(() => log).toContain("database");
  expect(log).not.toContain("cache");
});

test("destroy() leaves the page as it was, and a further script tag starts again", async () => {
  world.sites.addPage("/destroy.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
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
  ["ltr", "right", "right"],
  ["ltr", "left", "left"],
  ["rtl", "right", "left"],
  ["rtl", "left", "right"],
])("on a page written %s, data-position=%s puts button and panel into sight on the %s", async (dir, position, side) => {
  world.sites.addPage(
    `/${dir}-${position}.html`,
    hostPage({ attributes: { "data-portal": shop.key, "data-position": position, ...label } }),
  );
  const page = await visit(`/${dir}-${position}.html`);
  await page.evaluate((name) => (document.documentElement.dir = name), dir);
  const visitor = visitorOn(page);
  await visitor.open();
  const { width } = page.viewportSize()!;
  const { x, width: own } = (await visitor.panel.boundingBox())!;
  const button = (await visitor.launcher.boundingBox())!;
  const edge = side === "left" ? [x, button.x] : [width - x - own, width - button.x - button.width];
  expect(edge).toEqual([20, 20]);
});

interface Wrong {
  attributes: Record<string, string>;
  line: string;
  /** How many widgets there are all the same. */
  widgets: number;
}

const usual = "What is usual stands for it.";
const wrong: [what: string, wrong: Wrong][] = [
  [
    "without a portal",
    {
      attributes: {},
      line: 'data-portal="" has to be the key of a portal: copy the snippet from the project\'s settings.',
      widgets: 0,
    },
  ],
  [
    "with an unknown theme, position, colour and height, and a target that is not there",
    {
      attributes: {
        "data-portal": "KEY",
        "data-theme": "pink",
        "data-position": "top",
        "data-color": "leaf",
        "data-z-index": "high",
        "data-target": "#nowhere",
      },
      line:
        'data-theme="pink" has to be auto, light or dark. data-position="top" has to be left or right. ' +
        'data-color="leaf" has to be a colour such as #0b6e4f or teal. data-z-index="high" has to be a whole number. ' +
        `data-target="#nowhere" has to be a selector that matches an element of this page when the script runs. ${usual}`,
      widgets: 1,
    },
  ],
  [
    "with a target that is no selector",
    {
      attributes: { "data-portal": "KEY", "data-target": "##desk" },
      line: `data-target="##desk" has to be a selector that matches an element of this page when the script runs. ${usual}`,
      widgets: 1,
    },
  ],
];
test.each(wrong)(
  "C15: a snippet %s says so in one line of the console, with the fix, and what is usual stands for it",
  async (_, { attributes, line, widgets }) => {
    const path = `/${crypto.randomUUID()}.html`;
    const written = Object.entries(attributes).map(([name, value]) => [name, value === "KEY" ? shop.key : value]);
    world.sites.addPage(path, hostPage({ attributes: { ...Object.fromEntries(written), ...label } }));
    const page = await world.newPage();
    const lines: string[] = [];
    const errors: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => lines.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/\/w\/[^/]+/, "")));
    await page.goto(`https://shop.test${path}`, { waitUntil: "networkidle" });
    expect(lines).toEqual([`Deskbell: ${line}`]);
    expect(errors).toEqual([]);
    expect(asked).toEqual([path, "/widget.js", "/explain.js"]);
    expect(
      await page.evaluate(() => [document.querySelectorAll("deskbell-widget").length, "Deskbell" in window]),
    ).toEqual([widgets, widgets > 0]);
    if (!widgets) return;
    const { launcher, open, panel } = visitorOn(page);
    const { x, y, width, height } = (await launcher.boundingBox())!;
    expect([x + width, y + height]).toEqual([1260, 700]);
    await open();
    await panel.getByText("No tickets yet").waitFor();
  },
);

test("what sends a new ticket is in sight before anything is scrolled, and so is what is wrong with it", async () => {
  world.sites.addPage("/short.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await (await world.newPerson({ viewport: { width: 1280, height: 560 } })).newPage();
  await page.goto("https://shop.test/short.html");
  const { open, startTicket, panel, sendAfterTyping, field } = visitorOn(page);
  await open();
  await startTicket();
  const button = panel.getByRole("button", { name: "Send", exact: true });
  const isInSight = (): Promise<boolean> =>
    button.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const host = document.querySelector("deskbell-widget")!;
      return host.shadowRoot!.elementFromPoint(left + width / 2, top + height / 2) === element;
    });
  await field("Subject").waitFor();
  expect(await isInSight()).toBe(true);
  await sendAfterTyping();
  await panel.getByText("Please look at the marked fields.").waitFor();
  expect(await isInSight()).toBe(true);
  // Where the keyboard goes is not under it.
  for (const name of ["Your name", "Email"]) {
    await field(name).focus();
    const below = (await field(name).boundingBox())!;
    expect(below.y + below.height).toBeLessThan((await button.boundingBox())!.y);
  }
});

test.each([
  ["on a phone that lies on its side, above its keyboard", { width: 740, height: 190 }],
  ["at 400 %", { width: 320, height: 200 }],
])("F17: the form is usable %s", async (_, viewport) => {
  world.sites.addPage("/low.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await (await world.newPerson({ viewport })).newPage();
  await page.goto("https://shop.test/low.html");
  const { open, startTicket, panel, field } = visitorOn(page);
  await open();
  await startTicket();
  await field("Subject").waitFor();
  // What is left for the form when what stays in sight has taken its part.
  const room = await panel.evaluate((element) => {
    const stays = [...element.querySelectorAll(".actions")].filter(
      (one) => getComputedStyle(one).position === "sticky",
    );
    const heights = [element.querySelector(".view")!, ...stays].map((one) => one.getBoundingClientRect().height);
    return heights.reduce((left, height) => left - height);
  });
  expect(room).toBeGreaterThanOrEqual(viewport.height * 0.6);
  // Whatever the keyboard goes to is in sight, and so is what sends.
  for (const name of ["Subject", "Your message", "Your name", "Email"]) {
    await field(name).focus();
    await page.keyboard.type("x");
    const { y, height } = (await field(name).boundingBox())!;
    const seen = Math.min(y + height, viewport.height) - Math.max(y, 56);
    // Four lines of what is longer.
    expect(seen).toBeGreaterThanOrEqual(Math.min(height, 90));
    await page.keyboard.press("Backspace");
  }
  await panel.getByRole("button", { name: "Send", exact: true }).click();
  await panel.getByText("Please look at the marked fields.").waitFor();
});

/** Of lists, as a page's own script may well put it there. */
const broken = ["map", "filter", "find", "some", "join"];
const breakLists = (names: string[]): void => {
  for (const name of names) {
    Reflect.set(Array.prototype, name, () => {
      throw new Error(`${name} is not what it was.`);
    });
  }
};

test("C9: a page that breaks what lists can do, while the widget is there, breaks nothing in it", async () => {
  world.sites.addPage("/breaks.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await world.newPage();
  const { pageErrors, consoleErrors } = await watch(page);
  await page.goto("https://shop.test/breaks.html");
  const mia = visitorOn(page);
  await mia.launcher.hover();
  await page.waitForFunction(() => document.querySelector("deskbell-widget")!.shadowRoot!.querySelector("dialog"));
  await page.evaluate(breakLists, broken);
  await mia.open();
  const id = await roundTrip(mia, hanna, "Broken lists");
  expect(id).toMatch(/./);
  expect([...pageErrors, ...consoleErrors]).toEqual([]);
});

test.each(broken)("C9: a page that has broken %s before reads in one line of the console what it is", async (name) => {
  world.sites.addPage("/broken.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await world.newPage();
  const { pageErrors, consoleErrors } = await watch(page);
  await page.addInitScript(breakLists, [name]);
  await page.goto("https://shop.test/broken.html");
  if (name !== "join") await visitorOn(page).launcher.hover();
  await expect
    .poll(() => consoleErrors)
    .toEqual([
      // Without a way to join a list the script tag itself cannot be read.
      expect.stringContaining(name === "join" ? "Deskbell: Error: join" : `Array.prototype.${name}`),
    ]);
  expect(pageErrors).toEqual([]);
});

test("U-B2: a desk that sends no mail promises none", async () => {
  world.sites.addPage("/mail.html", hostPage({ attributes: { "data-portal": shop.key, ...label } }));
  const page = await visit("/mail.html");
  const { panel, field, open, startTicket } = visitorOn(page);
  await open();
  await startTicket();
  await field("Email").waitFor();
  expect(await panel.getByText(/email you a link/).count()).toBe(0);
  await page.evaluate(() => window.Deskbell!.open("sign-in"));
  await field("Email").focus();
  await page.keyboard.type("una@example.com");
  await page.keyboard.press("Enter");
  await panel.getByText("This desk cannot send email yet").waitFor();
  expect(await panel.getByText("6-digit code to").count()).toBe(0);
});
