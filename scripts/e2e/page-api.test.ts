/** What a site can say to the widget: attributes of the tag and calls of `window.Deskbell`. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { hostPage, visitShop } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { visitorOn } from "./visitor.ts";
import { watch } from "./watch.ts";

declare global {
  interface Window {
    heard: unknown[];
  }
}

const { world, hanna, shop } = sharedShop();

const visit = (attributes: Record<string, string>, body = ""): Promise<Page> =>
  visitShop(world, { attributes: { "data-portal": shop.key, ...attributes }, body });

const events = ["ready", "open", "close", "submitted", "reply", "status", "unread", "error"];

test("calls that were made before the script came are kept and run in order", async () => {
  const queue =
    '<script>(window.Deskbell ||= []).push(["prefill", { subject: "From the page", body: "Typed by nobody" }]);' +
    'Deskbell.push(["open", "new"])</script>';
  const page = await visit({ "data-label": "Ask us" }, queue);
  const visitor = visitorOn(page);
  await visitor.panel.waitFor();
  await expect.poll(() => visitor.field("Subject").inputValue()).toBe("From the page");
  await write(visitor.field("Subject"), "Typed by hand");
  await page.evaluate(() => window.Deskbell!.prefill({ subject: "Not this", name: "Mia" }));
  expect(await visitor.field("Subject").inputValue()).toBe("Typed by hand");
  await expect.poll(() => visitor.field("Your name").inputValue()).toBe("Mia");
});

test("a site hears of an error by its code, and by a sentence for people", async () => {
  const page = await visit({ "data-label": "Ask us" });
  await page.waitForFunction(() => typeof window.Deskbell?.on === "function");
  await page.evaluate(() => {
    window.heard = [];
    window.Deskbell!.on("error", (detail) => window.heard.push(detail));
  });
  const mia = visitorOn(page);
  await mia.open();
  await mia.write({ subject: "Half an address", body: "Hello", email: "mia@example" });
  await mia.sendAfterTyping();
  await expect
    .poll(() => page.evaluate(() => window.heard))
    .toEqual([{ code: "fields_invalid", message: expect.stringMatching(/^[A-Z].* .*\.$/) }]);
});

test("a site hears what happens, in order and with what the contract says", async () => {
  const page = await visit({ "data-label": "Ask us" });
  await page.waitForFunction(() => typeof window.Deskbell?.on === "function");
  await page.evaluate((names) => {
    window.heard = [];
    for (const name of names) window.Deskbell!.on(name, (detail) => window.heard.push([name, detail]));
    const off = window.Deskbell!.on("open", () => window.heard.push("taken off"));
    off();
  }, events);
  const mia = visitorOn(page);
  await mia.open();
  await mia.write({ subject: "Heard by the page", body: "Hello" });
  await mia.sendAfterTyping();
  await mia.seeTicket();
  const { items } = await hanna.call<{ items: { id: string; subject: string; number: number }[] }>("GET", "/tickets");
  const { id, number } = items.find(({ subject }) => subject === "Heard by the page")!;
  await page.evaluate(() => window.Deskbell!.close());
  await mia.panel.waitFor({ state: "hidden" });
  await mia.open();
  await hanna.call("POST", `/tickets/${id}/messages`, { body: "Good day" });
  await mia.panel.getByText("Good day").waitFor();
  await expect
    .poll(() => page.evaluate(() => window.heard))
    .toEqual([
      ["ready", undefined],
      ["open", null],
      ["submitted", { id, number }],
      ["close", null],
      ["open", null],
      ["reply", { id }],
      ["status", { id, status: "waiting" }],
      ["unread", { count: 1 }],
      ["unread", { count: 0 }],
    ]);
});

test("C18: a site hears that the widget is ready when the button is there and calls are taken, and nothing is asked", async () => {
  const queue = `<script>window.heard = [];(window.Deskbell ||= []).push(["on", "ready", () => heard.push([
    document.querySelector("deskbell-widget").shadowRoot.querySelector("button").ariaLabel, typeof Deskbell.open])])</script>`;
  const page = await visit({ "data-label": "Ask us" }, queue);
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual([["Ask us", "function"]]);
  const files = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  expect(files.map((name) => new URL(name).pathname)).toEqual(["/widget.js"]);
  await visitorOn(page).open();
  await visitorOn(page).panel.getByText("No tickets yet").waitFor();
  expect(await page.evaluate(() => window.heard.length)).toBe(1);
  // Whoever comes later, a part of the page that draws itself, hears it too.
  await page.evaluate(() => new Promise((heard) => window.Deskbell!.on("ready", heard)));
});

/** As tag managers leave it that take what they do not know: a tag with its address alone. */
async function visitStarted(config: object): Promise<Page> {
  const path = `/${crypto.randomUUID()}.html`;
  const call = `(window.Deskbell ||= []).push(["start", ${JSON.stringify(config)}])`;
  const { html } = hostPage({ body: `<script>${call}</script>` });
  world.sites.addPage(path, { html: html.replace(" async", " defer") });
  return world.newPage(`https://shop.test${path}`);
}

test("F18: where something strips the attributes of the tag, window.Deskbell alone says what they said", async () => {
  const page = await visitStarted({
    portal: shop.key,
    label: "Ask us",
    color: "rebeccapurple",
    position: "left",
    // As a page writes it that has it from somewhere else.
    target: null,
    zIndex: null,
  });
  const { launcher, open, panel } = visitorOn(page);
  await launcher.waitFor();
  const look = await launcher.evaluate((button) => [
    getComputedStyle(button).backgroundColor,
    button.getBoundingClientRect().x,
  ]);
  expect(look).toEqual(["color(srgb 0.4 0.2 0.6)", 20]);
  await open();
  await panel.getByText("No tickets yet").waitFor();
});

test("F18: a key that no portal has takes the button away, and one line of the console says why", async () => {
  const page = await world.newPage();
  const { consoleErrors } = await watch(page);
  const path = `/${crypto.randomUUID()}.html`;
  world.sites.addPage(path, hostPage({ attributes: { "data-portal": "acme-7f3k9q", "data-label": "Ask us" } }));
  await page.goto(`https://shop.test${path}`);
  const { launcher } = visitorOn(page);
  await launcher.click();
  await launcher.waitFor({ state: "detached" });
  const said = (): string[] => consoleErrors.filter((line) => line.startsWith("Deskbell: "));
  await expect.poll(said).toEqual([expect.stringMatching(/no portal is open under the key "acme-7f3k9q"/)]);
});

test("C16: a site that is not on the list reads so in one line of the console, and its visitors a kind sentence", async () => {
  const key = await hanna.quickProject("Listed Shops");
  await hanna.setSwitches(key, { origins: ["https://listed.example"] });
  const page = await world.newPage();
  const { consoleErrors } = await watch(page);
  const path = `/${crypto.randomUUID()}.html`;
  world.sites.addPage(path, hostPage({ attributes: { "data-portal": key, "data-label": "Ask us" } }));
  await page.goto(`https://shop.test${path}`);
  const { open, panel } = visitorOn(page);
  await open();
  await panel.getByText("We cannot be reached from this page at the moment.").waitFor();
  const said = consoleErrors.filter((line) => line.startsWith("Deskbell: "));
  expect(said).toEqual([expect.stringMatching(/Is https:\/\/shop\.test among the sites/)]);
});

test("C16: a desk that is on its way up behind its proxy, or out of reach, is no fault of the site's list", async () => {
  const page = await (await world.newPerson()).newPage();
  const { consoleErrors, pageErrors } = await watch(page);
  // As proxies answer: without a word about who may read it. The part that says what is wrong is here already.
  const restore = world.sites.obstruct(shop.api, (_request, response) => response.writeHead(502).end("Bad gateway"));
  let asked = 0;
  await page.route("**/unreached.js", (route) => {
    asked += 1;
    return asked > 1 ? route.fulfill({ status: 502, body: "Bad gateway" }) : route.continue();
  });
  const { open, panel } = visitorOn(page);
  await page.goto("https://shop.test/shop.html");
  await open();
  await panel.getByText("We could not load this").waitFor();
  await expect.poll(() => asked).toBe(2);
  restore();
  await page.unrouteAll();
  await page.context().setOffline(true);
  await panel.getByRole("button", { name: "Try again" }).click();
  await panel.getByText("We could not load this").waitFor();
  // It looks again by itself.
  await page.context().setOffline(false);
  await panel.getByText("No tickets yet").waitFor();
  expect(consoleErrors.filter((line) => line.startsWith("Deskbell"))).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test("X3: a browser that cannot draw it gets no button, and one line of the console says which can", async () => {
  const page = await world.newPage();
  const { consoleErrors, pageErrors } = await watch(page);
  // As Chrome 122 answers.
  await page.addInitScript(() => {
    const { supports } = CSS;
    CSS.supports = (...given: [string]) => !/light-dark/.test(given.join()) && supports.apply(CSS, given);
  });
  await page.goto("https://shop.test/shop.html");
  await expect.poll(() => consoleErrors).toEqual([expect.stringMatching(/^Deskbell: this browser is too old/)]);
  expect(await page.locator("deskbell-widget").count()).toBe(0);
  expect(pageErrors).toEqual([]);
});

test("news that came while the panel was closed are counted on the button, at the next visit too", async () => {
  const page = await visit({ "data-label": "Ask us" });
  const mia = visitorOn(page);
  await mia.open();
  await mia.write({ subject: "Back tomorrow", body: "Hello" });
  await mia.sendAfterTyping();
  await mia.thanks();
  const { items } = await hanna.call<{ items: { id: string; subject: string }[] }>("GET", "/tickets");
  const { id } = items.find(({ subject }) => subject === "Back tomorrow")!;
  await page.evaluate(() => window.Deskbell!.close());
  await hanna.call("POST", `/tickets/${id}/messages`, { body: "Here is your answer" });
  await page.reload();
  await page.waitForFunction(() => window.Deskbell?.unread === 1);
  await page.evaluate(() => {
    window.heard = [];
    window.Deskbell!.on("unread", (detail) => window.heard.push(detail));
  });
  await mia.launcher.getByText("1", { exact: true }).waitFor();
  expect(await mia.launcher.evaluate((button) => button.ariaDescription)).toBe("1");
  await mia.open();
  await mia.panel.getByRole("img", { name: "New answer" }).waitFor();
  await mia.panel.getByRole("button", { name: /Back tomorrow/ }).click();
  await mia.panel.getByText("Here is your answer").waitFor();
  await expect.poll(() => page.evaluate(() => window.Deskbell?.unread)).toBe(0);
  // Opening the panel alone has read nothing.
  expect(await page.evaluate(() => window.heard)).toEqual([{ count: 0 }]);
  await mia.launcher.getByText("1", { exact: true }).waitFor({ state: "detached" });
});

test("F20: what is read in one tab is read in the others, opened before or not", async () => {
  const page = await visit({ "data-label": "Ask us" });
  const mia = visitorOn(page);
  await mia.open();
  await mia.startTicket();
  await mia.field("Subject").pressSequentially("In three tabs");
  await mia.field("Your message").pressSequentially("Hello");
  await mia.sendAfterTyping();
  await mia.thanks();
  const { items } = await hanna.call<{ items: { id: string; subject: string }[] }>("GET", "/tickets");
  const { id } = items.find(({ subject }) => subject === "In three tabs")!;
  await page.evaluate(() => window.Deskbell!.close());
  await hanna.call("POST", `/tickets/${id}/messages`, { body: "Here is your answer" });
  const opened = await page.context().newPage();
  await opened.goto(page.url());
  await visitorOn(opened).open();
  await visitorOn(opened).panel.getByRole("img", { name: "New answer" }).waitFor();
  await opened.evaluate(() => window.Deskbell!.close());
  const untouched = await page.context().newPage();
  await untouched.goto(page.url());
  for (const tab of [opened, untouched]) await tab.waitForFunction(() => window.Deskbell?.unread === 1);
  await page.reload();
  await mia.open();
  await mia.panel.getByRole("button", { name: /In three tabs/ }).click();
  await mia.panel.getByText("Here is your answer").waitFor();
  for (const tab of [page, opened, untouched]) {
    await expect.poll(() => tab.evaluate(() => window.Deskbell?.unread)).toBe(0);
  }
  await visitorOn(untouched).launcher.getByText("1", { exact: true }).waitFor({ state: "detached" });
});

test("inline, the widget fills its element and leaves the focus where it is", async () => {
  const page = await visit({ "data-target": "#here" }, '<input id="first" autofocus><div id="here"></div>');
  await page.locator("deskbell-widget").getByRole("button", { name: "Write to us", exact: true }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("first");
  expect(await page.evaluate(() => document.querySelector("#here > deskbell-widget") !== null)).toBe(true);
});

test("without a launcher nothing is shown until the site opens the widget", async () => {
  const page = await visit({ "data-launcher": "none" });
  await page.waitForFunction(() => window.Deskbell);
  expect(await page.locator("deskbell-widget").getByRole("button").count()).toBe(0);
  await page.evaluate(() => window.Deskbell!.open("tickets"));
  await visitorOn(page).panel.getByRole("heading", { name: "Your tickets" }).waitFor();
});

test("views that come later say so", async () => {
  const page = await visit({ "data-label": "Ask us" });
  await visitorOn(page).launcher.waitFor();
  await page.evaluate(() => window.Deskbell!.open("help"));
  const notice = visitorOn(page).panel.getByText(/on their way/);
  await notice.waitFor();
  expect(await notice.count()).toBe(1);
});

test("the theme follows the page, the tag, or the call", async () => {
  const page = await visit({ "data-label": "Ask us" });
  await visitorOn(page).open();
  const scheme = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.querySelector("deskbell-widget")!).colorScheme);
  expect(await scheme()).toBe("normal");
  await page.evaluate(() => (document.documentElement.style.colorScheme = "dark"));
  expect(await scheme()).toBe("dark");
  await page.evaluate(() => window.Deskbell!.setTheme("light"));
  expect(await scheme()).toBe("light");
  await page.evaluate(() => window.Deskbell!.setTheme("auto"));
  expect(await scheme()).toBe("dark");
});

test("C15: whatever colour a site has, in any way CSS writes it, what stands on it can be read", async () => {
  const colors = ["#ffffff", "#000000", "#ff0000", "#00ff00", "#0000ff", "#777777", "#757575", "#0b6e4f", "#ffb020"];
  colors.push("red", "#f00", "hsl(200 50% 40%)", "oklch(70% 0.2 140)", "rgb(0 0 0 / 20%)", "transparent");
  const page = await visit({ "data-label": "Ask us" });
  await visitorOn(page).launcher.waitFor();
  for (const color of colors) {
    const contrast = await page.evaluate(async (asked) => {
      const find = (): Element | null => document.querySelector("deskbell-widget");
      window.Deskbell!.destroy();
      const tag = document.querySelector("script")!;
      const again = document.createElement("script");
      for (const { name, value } of tag.attributes) again.setAttribute(name, value);
      again.dataset["color"] = asked;
      tag.replaceWith(again);
      while (!find()) await new Promise((next) => requestAnimationFrame(next));
      const button = find()!.shadowRoot!.querySelector("button")!;
      const { color: front, backgroundColor: back } = getComputedStyle(button);
      const context = document.createElement("canvas").getContext("2d")!;
      const luminance = (value: string): number => {
        context.fillStyle = value;
        context.fillRect(0, 0, 1, 1);
        const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((part) =>
          part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
      };
      const [one, other] = [luminance(front), luminance(back)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }, color);
    expect({ color, isReadable: contrast >= 4.5, contrast }).toMatchObject({ color, isReadable: true });
  }
});

test("two portals on one page are two widgets, and the first one answers to the name", async () => {
  const other = await hanna.quickProject("Harbour Bikes");
  const tag = `<script async src="https://desk.test/widget.js" data-portal="${other}" data-label="Bikes" data-position="left"></script>`;
  const page = await visit({ "data-label": "Ask us" }, tag);
  await visitorOn(page, "Bikes").launcher.waitFor();
  await visitorOn(page, "Ask us").launcher.waitFor();
  expect(await page.locator("deskbell-widget").count()).toBe(2);
  await visitorOn(page, "Bikes").launcher.click();
  await page.getByRole("dialog", { name: "Harbour Bikes" }).waitFor();
});
