/** Without a mouse, by ear, enlarged, and by thumb. */
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { hostPage } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { type Visitor, visitorOn } from "./visitor.ts";

const { world, hanna, shop } = sharedShop();
beforeAll(async () => {
  const body = `<label>Search <input id="search"></label>`;
  world.sites.addPage(
    "/shop.html",
    hostPage({ attributes: { "data-portal": shop.key, "data-label": "Ask us" }, body }),
  );
  const inline = { "data-portal": shop.key, "data-target": "#here" };
  const late = `${body}<div id="here"></div>`;
  world.sites.addPage("/inline.html", hostPage({ attributes: inline, body: late }));
});

async function visit(options: BrowserContextOptions = {}, path = "/shop.html"): Promise<Visitor> {
  const page = await (await world.newPerson(options)).newPage();
  await page.goto(`https://shop.test${path}`);
  return visitorOn(page);
}

/** What has the focus, in the page or in the widget: its name, or what it is. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const host = document.activeElement as HTMLInputElement;
    if (host === document.body) return "BODY";
    const inside = host.shadowRoot?.activeElement as HTMLInputElement | null | undefined;
    const { ariaLabel, labels, textContent, tagName } = inside ?? host;
    return (ariaLabel || labels?.[0]?.textContent || textContent || tagName).replace(/ · optional$/, "").trim();
  });

/** Goes on by key until this has the focus. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let at = await focused(page); at !== name; at = await focused(page)) {
    passed.push(at);
    expect(passed.length, `${name} is not among ${passed.join(", ")}`).toBeLessThan(25);
    await page.keyboard.press(key);
  }
}

/** What a screen reader finds, without addresses and times, and what was said last. */
const heard = async (panel: Locator): Promise<string> =>
  (await panel.ariaSnapshot())
    .replaceAll(/ time: .*/g, " time: …")
    .replaceAll(/ *- \/url: .*\n/g, "")
    .replace(/ status: .*/, " status");

const announced = ({ panel }: Visitor): Locator => panel.getByRole("status");

test("the whole round trip goes by keyboard alone, and every screen says what it is", async () => {
  const mia = await visit();
  const { page, panel, launcher } = mia;
  // From the start: the browser has to know that nobody is there to see its own dialog.
  const choosing = page.waitForEvent("filechooser", { timeout: 30_000 });
  await launcher.waitFor();
  await tabTo(page, "Ask us");
  await page.keyboard.press("Enter");
  await panel.getByText("No tickets yet.").waitFor();
  await expect
    .poll(() => heard(panel))
    .toBe(
      [
        `- dialog "Willow Tea":`,
        `  - heading "Willow Tea" [level=1]`,
        `  - button "Close"`,
        `  - heading "How can we help?" [level=2]`,
        `  - button "Write to us"`,
        `  - heading "Your latest tickets" [level=3]`,
        `  - paragraph: No tickets yet. Write to us and follow it here.`,
        `  - button "Sign in"`,
        `  - status`,
      ].join("\n"),
    );
  await tabTo(page, "Write to us");
  await page.keyboard.press("Enter");
  await mia.field("Subject").waitFor();
  await tabTo(page, "Send");
  await page.keyboard.press("Enter");
  // The first field that is wrong has the focus, and says what is wrong with it.
  await panel.getByRole("textbox", { name: "Your message", description: "Please fill this in." }).waitFor();
  await expect.poll(() => focused(page)).toBe("Your message");
  await expect
    .poll(() => heard(panel))
    .toBe(
      [
        `- dialog "Write to us":`,
        `  - button "Back"`,
        `  - heading "Write to us" [level=1]`,
        `  - button "Close"`,
        `  - text: Your message`,
        `  - textbox "Your message" [invalid]:`,
        `    - /placeholder: What happened, and what did you expect?`,
        `  - text: Please fill this in.`,
        `  - button "Add files"`,
        `  - text: Add files Subject`,
        `  - textbox "Subject" [invalid]`,
        `  - text: Please fill this in. Your name · optional`,
        `  - textbox "Your name · optional"`,
        `  - text: Email · optional`,
        `  - textbox "Email · optional"`,
        `  - alert: Please look at the marked fields.`,
        `  - button "Send"`,
        `  - status`,
      ].join("\n"),
    );
  await page.keyboard.type("The lid does not close.");
  await tabTo(page, "Add files");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles({ name: "lid.txt", mimeType: "text/plain", buffer: Buffer.from("dented") });
  await panel.getByText("6 byte").waitFor();
  await tabTo(page, "Subject");
  await page.keyboard.type("My tin arrived dented");
  await mia.passTypingTime();
  await tabTo(page, "Send");
  await page.keyboard.press("Enter");
  await mia.thanks();
  await expect.poll(() => focused(page)).toBe("Thank you, we have your message");
  await tabTo(page, "Open the ticket");
  await page.keyboard.press("Enter");
  await panel.getByRole("link", { name: /lid\.txt/ }).waitFor();

  await hanna.openQueue();
  await hanna.openTicket("My tin arrived dented");
  await hanna.reply("Which colour would you like?");
  await expect
    .poll(() => announced(mia).textContent())
    .toBe("New answer from Hanna Peeters. This ticket is now: Waiting for you");
  await panel.getByText("Which colour would you like?").waitFor();
  await tabTo(page, "Your reply");
  await page.keyboard.type("Green, please.");
  await page.keyboard.press("Control+Enter");
  await hanna.message("Green, please.").waitFor();
  await panel.getByText("In progress").first().waitFor();
  await expect
    .poll(() => heard(panel))
    .toBe(
      [
        `- dialog "My tin arrived dented":`,
        `  - button "Back"`,
        `  - heading "My tin arrived dented" [level=1]`,
        `  - button "Close"`,
        `  - paragraph: "#1 In progress"`,
        `  - article:`,
        `    - strong: You`,
        `    - time: …`,
        `    - paragraph: The lid does not close.`,
        `    - list:`,
        `      - listitem:`,
        `        - link "lid.txt 6 bytes":`,
        `  - article:`,
        `    - strong: Hanna Peeters · Willow Tea`,
        `    - time: …`,
        `    - paragraph: Which colour would you like?`,
        `  - article:`,
        `    - strong: You`,
        `    - time: …`,
        `    - paragraph: Green, please.`,
        `  - button "Copy link for another device"`,
        `  - textbox "Your reply":`,
        `    - /placeholder: Write a reply`,
        `  - button "Add files"`,
        `  - text: Add files`,
        `  - button "Send"`,
        `  - status`,
      ].join("\n"),
    );
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  expect(await focused(page)).toBe("Ask us");
});

test("signing in says what it asks for, and what is wrong", async () => {
  const mia = await visit();
  await mia.open();
  await mia.page.evaluate(() => window.Deskbell!.open("sign-in"));
  await mia.panel.getByRole("button", { name: "Send me a code" }).click();
  await mia.panel.getByText("This does not look like an email address.").waitFor();
  await expect
    .poll(() => heard(mia.panel))
    .toBe(
      [
        `- dialog "Willow Tea":`,
        `  - button "Back"`,
        `  - heading "Willow Tea" [level=1]`,
        `  - button "Close"`,
        `  - heading "Sign in" [level=2]`,
        `  - paragraph: See all your tickets, on every device.`,
        `  - text: Email`,
        `  - textbox "Email" [invalid]`,
        `  - text: This does not look like an email address.`,
        `  - button "Send me a code"`,
        `  - button "New here? Register"`,
        `  - status`,
      ].join("\n"),
    );
});

test("on a phone the focus stays in the sheet until it is closed, and comes back to the button", async () => {
  const mia = await visit({ viewport: { width: 390, height: 700 } });
  const { page, panel } = mia;
  await mia.open();
  await panel.getByRole("button", { name: "Sign in" }).waitFor();
  const passed = new Set<string>();
  for (let at = 0; at < 8; at++) {
    await page.keyboard.press("Tab");
    passed.add(await focused(page));
  }
  // The browser's own bar comes between the last and the first.
  passed.delete("BODY");
  expect([...passed].sort()).toEqual(["Close", "Sign in", "Write to us"]);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  expect(await focused(page)).toBe("Ask us");
});

test("nothing takes the focus from somebody who types in the page", async () => {
  const mia = await visit();
  const { page, panel, launcher } = mia;
  const search = page.getByRole("textbox", { name: "Search" });
  await search.click();
  const fetched = page.waitForResponse(/main\.js$/);
  await launcher.hover();
  await fetched;
  await search.pressSequentially("green");
  await mia.open();
  await mia.write({ subject: "Do you have a catalogue?", body: "On paper." });
  await mia.sendAfterTyping();
  await mia.thanks();
  await mia.seeTicket();
  await panel.getByRole("textbox", { name: "Your reply" }).waitFor();
  await search.click();
  await hanna.openQueue();
  await hanna.openTicket("Do you have a catalogue?");
  await hanna.reply("It is on its way.");
  await panel.getByText("It is on its way.").waitFor();
  await expect.poll(() => announced(mia).textContent()).not.toBe("");
  await page.keyboard.type(" tea");
  expect(await search.inputValue()).toBe("green tea");

  const inline = await visit({}, "/inline.html");
  await inline.page.getByRole("button", { name: "Write to us", exact: true }).waitFor();
  expect(await focused(inline.page)).toBe("BODY");
});

/** Screens of the portal, and what shows that they are there. */
const screens = [
  ["", "Your latest tickets"],
  ["#new", "Your message"],
  ["#tickets", "Forget this device"],
  ["#sign-in", "Send me a code"],
] as const;

const staffPages = [
  "#tickets?view=all",
  "#tickets/new",
  "#customers",
  "#companies",
  "#import",
  "#keys",
  "#settings",
  "#mail",
  "#staff",
  "#account",
  "#audit",
  "#blocked",
];

async function openPortal(options: BrowserContextOptions): Promise<Page> {
  const page = await (await world.newPerson(options)).newPage();
  await page.goto(`https://desk.test/p/${shop.key}#new`);
  await write(page.getByRole("textbox", { name: "Subject" }), `${"Long".repeat(12)} ${"words ".repeat(12)}`);
  await write(page.getByRole("textbox", { name: "Your message" }), `https://shop.test/${"long".repeat(40)}\n\nHello`);
  const file = { name: `${"lid".repeat(20)}.txt`, mimeType: "text/plain", buffer: Buffer.from("dented") };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText("6 byte").waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Open the ticket" }).click();
  await page.getByRole("link", { name: file.name }).waitFor();
  return page;
}

test.each([2, 4])("enlarged %i times, portal and staff page need no scrolling to the side", async (times) => {
  // What is left of 1280 × 1024 then.
  const viewport = { width: 1280 / times, height: 1024 / times };
  const width = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
  const page = await openPortal({ viewport });
  const widths = [["thread", await width(page)]];
  for (const [hash, sign] of screens) {
    await page.goto(`https://desk.test/p/${shop.key}${hash}`);
    await page.getByText(sign).first().waitFor();
    widths.push([hash, await width(page)]);
  }
  await hanna.page.setViewportSize(viewport);
  for (const hash of staffPages) {
    await hanna.page.goto(`https://desk.test/admin${hash}`);
    await hanna.page.getByRole("heading").first().waitFor({ state: "attached" });
    widths.push([hash, await width(hanna.page)]);
  }
  await hanna.page.setViewportSize({ width: 1280, height: 720 });
  expect(widths.filter(([, one]) => one !== viewport.width)).toEqual([]);
});

/** What can be pressed and is smaller than this in either direction. Links within a sentence are as high as it is. */
const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((size) => {
    const root = document.querySelector("deskbell-widget")!.shadowRoot!;
    const targets = root.querySelectorAll<HTMLElement>(
      "button, select, textarea, a, label.add, input:not(.unseen *, .unseen)",
    );
    return [...targets]
      .filter((one) => one.checkVisibility() && !one.closest(".content"))
      .map((one) => ({ box: one.getBoundingClientRect(), name: one.ariaLabel || one.textContent || one.id }))
      .filter(({ box }) => Math.min(box.width, box.height) < size)
      .map(({ box, name }) => `${name}: ${box.width} × ${box.height}`);
  }, least);

test.each([
  ["a mouse", 24, {}],
  ["a thumb", 44, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } }],
] as const)("everything is large enough for %s", async (_, least, options) => {
  const page = await openPortal(options);
  const small = await smallTargets(page, least);
  for (const [hash, sign] of screens) {
    await page.goto(`https://desk.test/p/${shop.key}${hash}`);
    await page.getByText(sign).first().waitFor();
    small.push(...(await smallTargets(page, least)));
  }
  expect(small).toEqual([]);
});

/** Every animation that passes through what lies between, and every transition: one that steps moves nothing. */
const moves = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("deskbell-widget")!.shadowRoot!;
    const found = [...root.querySelectorAll("*")].flatMap((element) => {
      const { animationName, animationTimingFunction, transitionDuration } = getComputedStyle(element);
      return [animationTimingFunction === "steps(1)" ? "none" : animationName, transitionDuration];
    });
    return [...new Set(found)].filter((one) => one !== "none" && one !== "0s");
  });

test.each([
  ["no-preference", ["rise"]],
  ["reduce", []],
] as const)(
  "who asks for %s of motion gets %j, while the portal is read and afterwards",
  async (reducedMotion, asked) => {
    const { page, launcher, panel } = await visit({ reducedMotion });
    const skeleton = panel.locator(".skeleton");
    const read = Promise.withResolvers<void>();
    await page.route(/\/api\/portal\/[^/]+$/, async (route) => {
      await read.promise;
      await route.continue();
    });
    await launcher.click();
    await skeleton.waitFor();
    expect(await moves(page)).toEqual(asked);
    read.resolve();
    await panel.getByText("No tickets yet").waitFor();
    expect(await moves(page)).toEqual(asked);
  },
);
