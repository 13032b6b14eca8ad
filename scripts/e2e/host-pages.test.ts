/** Every page of the demo site's table, with the whole round trip; and the page has not noticed. */
import type { BrowserContext, Frame, Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { clobberedPages, hostPages } from "../../demo-site/host-pages/table.ts";
import type { HostPage } from "../../demo-site/host-pages/table.ts";
import { typeThrough } from "../testing/hands.ts";
import { lookOf, panelLookOf, shiftsOf } from "./page-look.ts";
import { answers, roundTrip } from "./round-trip.ts";
import { sharedStaff } from "./shared.ts";
import { visitorOn } from "./visitor.ts";
import type { Visitor } from "./visitor.ts";
import { watch } from "./watch.ts";

const { world, hanna } = sharedStaff("sqlite", { LIMITS: "off" }, { without: ["--disable-back-forward-cache"] });
/** Goes through the pages whose markup is a trap. */
let shopper: BrowserContext;
/** The panel as the first page has it. */
let panelLook: string[] | undefined;
beforeAll(async () => {
  shopper = await world.newPerson();
  world.sites.useKey(await hanna.quickProject("Willow Tea"), await hanna.quickProject("Harbour Bikes"));
});

/** The page is what it says it is: asked in the document that the widget is in. */
const isOdd: Record<string, () => unknown> = {
  nonce: () => document.querySelector<HTMLScriptElement>("script[data-portal]")?.nonce,
  isolated: () => crossOriginIsolated,
  sandboxed: () => origin === "null",
  "storage-refused": () => {
    try {
      return !localStorage;
    } catch {
      return true;
    }
  },
  "plain-http": () => !isSecureContext && !("randomUUID" in crypto || "locks" in navigator || "clipboard" in navigator),
  unset: () => getComputedStyle(document.querySelector("table")!).display === "inline",
  bootstrap: () => document.styleSheets[0]!.cssRules.length > 500,
  foundation: () => document.styleSheets[0]!.cssRules.length > 500,
  bulma: () => document.styleSheets[0]!.cssRules.length > 300,
  "semantic-ui": () => document.styleSheets[0]!.cssRules.length > 500,
  "prototype-js": () => JSON.stringify({ list: [1] }) === '{"list":"[1]"}',
  mootools: () => "each" in Array.prototype,
  frozen: () => [Object, Array, Promise, Node, HTMLElement].every((one) => Object.isFrozen(one.prototype)),
  turbo: () => "Turbo" in window,
  late: () => document.querySelector("body > script"),
  quirks: () => document.compatMode === "BackCompat",
  "right-to-left": () => document.querySelector("deskbell-widget")!.getBoundingClientRect().right < innerWidth / 2,
  dark: () => getComputedStyle(document.querySelector("deskbell-widget")!).colorScheme === "dark",
  narrow: () => innerWidth === 320 && document.documentElement.scrollWidth === 320,
};

/** What is in reach of pages that listen to everything: letters, digits, spaces, signs that are shortcuts. */
const order = "Parcel/pkg #4711: no box";
const heard = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset["heard"]);

/** Writes over what is there, copies and pastes it, and scrolls: all of it is the widget's, and the page hears nothing. */
async function worksByHand({ page, panel, field }: Visitor): Promise<void> {
  const body = field("Your message");
  await page.evaluate(() => (document.documentElement.dataset["heard"] = ""));
  await body.click();
  await page.keyboard.press("Control+A");
  await typeThrough(page, [order]);
  expect(await body.inputValue()).toBe(order);
  for (const key of ["Control+A", "Control+C", "ArrowRight", "Control+V"]) await page.keyboard.press(key);
  expect(await body.inputValue()).toBe(order + order);
  const view = panel.locator(".view");
  const before = await view.evaluate(({ scrollTop }) => scrollTop);
  await page.mouse.wheel(0, before ? -before : 60);
  await expect.poll(() => view.evaluate(({ scrollTop }) => scrollTop)).not.toBe(before);
  expect(await heard(page)).toBe("");
}

/** A modal window of the page is open while somebody writes. */
async function underModal(mia: Visitor): Promise<void> {
  await mia.page.getByRole("button", { name: "Show the window" }).click();
  await mia.page.getByText("Voucher").waitFor();
  await worksByHand(mia);
  expect(await mia.page.getByText("Voucher").isVisible()).toBe(true);
}

async function middleOf(locator: Locator): Promise<[x: number, y: number]> {
  const { x, y, width, height } = (await locator.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

/** In the window's corner, whatever the page takes for its window. */
const inTheCorner = async ({ panel, launcher }: Visitor): Promise<void> => {
  expect(await panel.boundingBox()).toEqual({ x: 876, y: 20, width: 384, height: 608 });
  const { x, y, width, height } = (await launcher.boundingBox())!;
  expect([x + width, y + height]).toEqual([1260, 700]);
};

/** What a page does while somebody is writing. */
const meanwhile: Record<string, (page: Page, mia: Visitor) => Promise<void>> = {
  ...Object.fromEntries(
    ["shortcuts", "carousel", "barcode", "copy-protection", "wheel"].map((name) => [
      name,
      (_page: Page, mia: Visitor) => worksByHand(mia),
    ]),
  ),
  ...Object.fromEntries(
    ["bootstrap-modal", "radix-modal", "mui-modal", "focus-trap"].map((name) => [
      name,
      (_page: Page, mia: Visitor) => underModal(mia),
    ]),
  ),
  async "native-dialog"(page, mia) {
    await page.getByRole("button", { name: "Show the window" }).click();
    await page.getByRole("button", { name: "Wrap it" }).waitFor();
    const [x, y] = await middleOf(mia.panel);
    // What brings it to the top is fetched once such a dialog is there.
    const isOnTop = async (): Promise<boolean> => {
      await page.mouse.click(x, y);
      return mia.panel.evaluate((panel) => panel.matches(":modal"));
    };
    await expect.poll(isOnTop).toBe(true);
    await worksByHand(mia);
  },
  async "single-page"(page) {
    for (const act of ["navigate", "replace the body", "replace it in a view transition"]) {
      const before = await page.$("body");
      await page.getByRole("button", { name: act, exact: true }).click();
      if (act !== "navigate") await before!.waitForElementState("hidden");
    }
  },
  async turbo(page) {
    const inside = page.locator("#desk").getByRole("button", { name: "Write to us" });
    await page.getByRole("link", { name: "The next page" }).click();
    await inside.waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "The next page" }).waitFor();
    // Turbo has kept a copy of that page, in which the widget is an element without life.
    await page.goForward();
    await inside.waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "The next page" }).waitFor();
  },
};

/** What more there is to see in the end. */
const afterwards: Record<string, (mia: Visitor, id: string) => Promise<void>> = {
  async "two-portals"({ page }) {
    await visitorOn(page, "Bikes").launcher.click();
    await page.getByRole("dialog", { name: "Harbour Bikes" }).waitFor();
  },
  async narrow({ panel }) {
    expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 568 });
  },
  transformed: inTheCorner,
  contained: inTheCorner,
  async "native-dialog"(mia) {
    const { page, panel, field } = mia;
    // What is pressed is on top: the page's own dialog again, and it is as it was.
    await page.mouse.click(5, 5);
    await page.getByRole("button", { name: "Wrap it" }).click();
    expect(await heard(page)).toBe("wrapped");
    await page.mouse.click(...(await middleOf(panel)));
    await panel.getByRole("button", { name: "Close" }).click();
    await panel.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Ask us about it" }).click();
    await field("Subject").click();
    await typeThrough(page, ["Does it come in paper?"]);
    expect(await field("Subject").inputValue()).toBe("Does it come in paper?");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    expect(await page.getByRole("button", { name: "Wrap it" }).isVisible()).toBe(true);
    await page.mouse.click(...(await middleOf(mia.launcher)));
    await panel.getByRole("button", { name: "Close" }).click();
  },
  async print({ page, panel, launcher }) {
    await page.emulateMedia({ media: "print" });
    expect([await panel.isVisible(), await launcher.isVisible()]).toEqual([false, false]);
  },
  async "back-forward"(mia, id) {
    const { page } = mia;
    await page.evaluate(() => addEventListener("pageshow", (event) => (document.title = `kept: ${event.persisted}`)));
    await page.getByRole("link", { name: /Away/ }).click();
    await page.getByRole("heading", { name: "Host pages, ordinary and odd" }).waitFor();
    // Its load event was long ago.
    await page.goBack({ waitUntil: "commit" });
    await expect.poll(() => page.title()).toBe("kept: true");
    await answers(mia, hanna, id, "Welcome back.");
  },
};

/** The finding that a page stands for. */
const idOf = (name: string): string => {
  if (/^(shortcuts|carousel|barcode|copy-protection|wheel)$/.test(name)) return "F2: ";
  if (/modal|trap|dialog/.test(name)) return "F3: ";
  return /transformed|contained/.test(name) ? "C9: " : "";
};
const visited = hostPages
  .filter(({ isPart }) => !isPart)
  .map((page) => ({ ...page, called: `${idOf(page.name)}${page.name}` }));

test.each(visited)("$called: $title", async (hostPage) => {
  const context = await world.newPerson(hostPage.viewport && { viewport: hostPage.viewport });
  const page = await context.newPage();
  const watched = await watch(page);
  const alone = await lookOf(await visitAlone(page, hostPage));
  const place = await visit(page, hostPage);
  const mia = visitorOn(page, "Ask us", place === page ? page : page.frameLocator("iframe"));
  await mia.launcher.waitFor();
  expect(await place.evaluate(isOdd[hostPage.name] ?? (() => true))).toBeTruthy();
  await mia.open();
  const { names, ...seen } = await lookOf(place);
  expect(seen).toEqual({ boxes: alone.boxes, scroll: alone.scroll });

  if (place === page && !hostPage.viewport) {
    await mia.panel.getByRole("button", { name: "Write to us" }).waitFor();
    const look = await panelLookOf(place);
    expect(look).toEqual((panelLook ??= look));
  }

  const act = meanwhile[hostPage.name];
  const id = await roundTrip(mia, hanna, hostPage.title, () => act?.(page, mia) ?? Promise.resolve());
  expect(await place.locator("deskbell-widget").count()).toBe(hostPage.name === "two-portals" ? 2 : 1);
  expect(await shiftsOf(place)).toEqual([]);
  expect(names).toEqual({ ...alone.names, window: [...alone.names["window"]!, "Deskbell"] });
  await afterwards[hostPage.name]?.(mia, id);

  expect(await context.cookies()).toEqual([]);
  expect(watched).toMatchObject({ dialogs: [], consoleErrors: [], pageErrors: [], foreign: [] });
  expect(await watched.violations()).toEqual([]);
  await context.close();
});

test.each(clobberedPages)("S10: no foreign code runs on $name: $title", async ({ name, widget }) => {
  const page = await shopper.newPage();
  const { pageErrors, consoleErrors } = await watch(page);
  const parts: string[] = [];
  page.on("request", (request) => {
    const { host, pathname } = new URL(request.url());
    if (pathname.startsWith("/w/")) parts.push(host);
  });
  const said = (): string[] => consoleErrors.filter((line) => line.startsWith("Deskbell: "));
  await page.goto(`https://shop.test/host-pages/${name}.html`);
  const { launcher, panel } = visitorOn(page);
  if (widget === "works") {
    await launcher.focus();
    await page.keyboard.press("Enter");
    await panel.getByRole("button", { name: "Write to us" }).waitFor();
  } else await expect.poll(said).toHaveLength(1);
  expect(await launcher.count()).toBe(widget === "works" ? 1 : 0);
  expect(new Set([...parts, "desk.test"])).toEqual(new Set(["desk.test"]));
  expect(pageErrors).toEqual([]);
  expect(said()).toHaveLength(widget === "works" ? 0 : 1);
  await page.close();
});

/** @returns the document that the widget comes into */
async function visit(page: Page, { name, scheme }: HostPage): Promise<Page | Frame> {
  await page.goto(`${scheme ?? "https"}://shop.test/host-pages/${name}.html`);
  return page.frames()[1] ?? page;
}

/** The same page without the widget: its script is there and does nothing. */
async function visitAlone(page: Page, hostPage: HostPage): Promise<Page | Frame> {
  const script = "https://desk.test/widget.js";
  const headers = { "Content-Type": "text/javascript", "Cross-Origin-Resource-Policy": "cross-origin" };
  await page.route(script, (route) => route.fulfill({ headers, body: "" }));
  const [place] = await Promise.all([visit(page, hostPage), page.waitForResponse(script)]);
  await page.unroute(script);
  return place;
}
