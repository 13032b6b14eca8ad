/** After `destroy()` the page is what it was before: measured in the browser's own books, over many rounds. */
import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { hostPage } from "./host-page.ts";
import { roundTrip } from "./round-trip.ts";
import { sharedShop } from "./shared.ts";
import { visit } from "./visitor.ts";

const rounds = 20;
/** What the browser itself keeps of a script that ran once more is half of this; a widget that stayed would be twice. */
const ownBytesPerRound = 10_000;

const { world, hanna, shop } = sharedShop("sqlite", { LIMITS: "off" });

/** A script tag is added, and the widget opened as far as the list of tickets. */
const come = (page: Page): Promise<void> =>
  page.evaluate(async (portal) => {
    const until = async <T>(find: () => T | null | undefined): Promise<T> => {
      for (;;) {
        const found = find();
        if (found) return found;
        await new Promise((next) => requestAnimationFrame(next));
      }
    };
    const tag = document.createElement("script");
    tag.src = "https://desk.test/widget.js";
    tag.dataset["portal"] = portal;
    document.head.append(tag);
    const deskbell = await until(() => window.Deskbell);
    await deskbell.open();
    const { shadowRoot } = document.querySelector("deskbell-widget")!;
    await until(() => shadowRoot!.querySelector(".tickets .ticket"));
    tag.remove();
  }, shop.key);

/** Closed and opened once more, so that it goes in the middle of everything. */
const go = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const deskbell = window.Deskbell!;
    await deskbell.close();
    await deskbell.open();
    deskbell.destroy();
  });

async function comeAndGo(page: Page, times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await come(page);
    await go(page);
  }
}

interface Books {
  nodes: number;
  documents: number;
  jsEventListeners: number;
  /** How many on window, and on document. */
  listeners: string;
  /** Shadow roots that are still in memory. */
  roots: number;
}

async function books(browser: CDPSession): Promise<Books & { bytes: number }> {
  // What a first collection lets go may hold on to more.
  for (let time = 0; time < 3; time++) await browser.send("HeapProfiler.collectGarbage");
  const { nodes, documents, jsEventListeners } = await browser.send("Memory.getDOMCounters");
  const { usedSize } = await browser.send("Runtime.getHeapUsage");
  const { result } = await browser.send("Runtime.evaluate", {
    expression: "[window, document].map((one) => Object.values(getEventListeners(one)).flat().length).join()",
    includeCommandLineAPI: true,
  });
  const { result: prototype } = await browser.send("Runtime.evaluate", { expression: "ShadowRoot.prototype" });
  const { objects } = await browser.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId! });
  const { result: length } = await browser.send("Runtime.callFunctionOn", {
    objectId: objects.objectId!,
    functionDeclaration: "function () { return this.length }",
  });
  for (const { objectId } of [prototype, objects]) await browser.send("Runtime.releaseObject", { objectId: objectId! });
  return {
    nodes,
    documents,
    jsEventListeners,
    listeners: String(result.value),
    roots: Number(length.value),
    bytes: usedSize,
  };
}

test("heap, listeners, elements and connections are as before", async () => {
  const streams = new Set<object>();
  world.sites.obstruct(`${shop.api}/events`, (_request, response, pass) => {
    streams.add(response);
    response.once("close", () => streams.delete(response));
    pass();
  });
  world.sites.addPage("/writer.html", hostPage({ attributes: { "data-portal": shop.key, "data-label": "Ask us" } }));
  world.sites.addPage("/bare.html", { html: "<!doctype html><title>Shop</title><h1>Shop</h1>" });
  const context = await world.newPerson();
  const page = await context.newPage();
  const mia = await visit(page, "https://shop.test/writer.html");
  // Somebody who has tickets here: the widget asks for news, reads them, and listens.
  await roundTrip(mia, hanna, "Before it goes");

  await page.goto("https://shop.test/bare.html");
  const browser = await context.newCDPSession(page);
  await browser.send("HeapProfiler.enable");
  /** A request that was on its way as the widget went holds it until it is answered. */
  const settled = async (): ReturnType<typeof books> => {
    await expect.poll(async () => (await books(browser)).roots).toBe(0);
    return books(browser);
  };
  await comeAndGo(page, 3);
  const { bytes: bytesBefore, ...before } = await settled();
  await comeAndGo(page, rounds);
  const { bytes, ...after } = await settled();
  expect(after).toEqual(before);
  expect(before).toMatchObject({ roots: 0, documents: 1 });
  expect((bytes - bytesBefore) / rounds).toBeLessThan(ownBytesPerRound);
  expect(await page.evaluate(() => [...document.documentElement.children].map(({ localName }) => localName))).toEqual([
    "head",
    "body",
  ]);

  // One that goes while its parts are on their way.
  let letThrough = (): void => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route("**/around.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  // With those of whoever drives the browser.
  await page.addScriptTag({ content: ";" });
  const { listeners } = await books(browser);
  const asked = page.waitForRequest("**/around.js");
  const leaving = come(page).catch(() => "gone");
  await asked;
  await page.evaluate(() => window.Deskbell!.destroy());
  const arrived = page.waitForResponse("**/around.js");
  letThrough();
  await (await arrived).finished();
  // It is run by the time that it is imported once more.
  await page.addScriptTag({ url: (await arrived).url(), type: "module" });
  expect((await books(browser)).listeners).toBe(listeners);
  await page.reload();
  expect(await leaving).toBe("gone");

  await come(page);
  await expect.poll(() => streams.size, { timeout: 10_000 }).toBe(1);
  await page.evaluate(() => window.Deskbell!.destroy());
  await expect.poll(() => streams.size, { timeout: 10_000 }).toBe(0);
});
