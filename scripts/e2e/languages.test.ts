/** English, German and Arabic: who decides, what comes along, and whether it fits. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type {} from "../../widget/context.ts";
import { write } from "../testing/hands.ts";
import { hostPage } from "./host-page.ts";
import { sharedShop } from "./shared.ts";
import { signIn, visitorOn } from "./visitor.ts";
import { ar, de } from "./words.ts";

const { world, hanna, shop } = sharedShop();

interface Visit {
  /** What the page says. */
  lang?: string;
  /** What the tag says. */
  locale?: string;
  browser?: string;
  width?: number;
}

async function visit({ lang = "", locale, browser = "en-GB", width = 1280 }: Visit): Promise<Page> {
  const path = `/${crypto.randomUUID()}.html`;
  const attributes = { "data-portal": shop.key, ...(locale && { "data-locale": locale }) };
  const { html } = hostPage({ attributes });
  world.sites.addPage(path, { html: html.replace('<html lang="en">', `<html lang="${lang}">`) });
  const page = await (await world.newPerson({ locale: browser, viewport: { width, height: 700 } })).newPage();
  await page.goto(`https://shop.test${path}`);
  return page;
}

const open = (page: Page, view = "home"): Promise<void> =>
  page.evaluate(async (name) => {
    await new Promise<void>((ready) => {
      const look = (): void => (window.Deskbell?.open ? ready() : void setTimeout(look, 10));
      look();
    });
    await window.Deskbell!.open(name);
  }, view);

const setPortalLocale = (locale: string | null): Promise<void> => hanna.setSwitches(shop.key, { locale });

/** Texts of the widget's chunks as they are asked for. */
const chunksOf = (page: Page): string[] => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const chunk = /\/w\/[^/]+\/([\w-]+)\.js$/.exec(request.url())?.[1];
    if (chunk) asked.push(chunk);
  });
  return asked;
};

test("the tag decides, then the portal, then the page, then the browser", async () => {
  const speaks = async (visitor: Visit): Promise<string | null> => {
    const page = await visit(visitor);
    await open(page);
    const panel = page.getByRole("dialog");
    // Only when the portal is read is it known what it wants.
    await panel.getByRole("heading", { level: 2 }).waitFor();
    const language = await panel.getAttribute("lang");
    await page.context().close();
    return language;
  };
  await setPortalLocale("ar");
  expect(await speaks({ locale: "de", lang: "en", browser: "en-GB" })).toBe("de");
  expect(await speaks({ lang: "de", browser: "de" })).toBe("ar");
  await setPortalLocale(null);
  expect(await speaks({ lang: "de-AT", browser: "ar" })).toBe("de-AT");
  expect(await speaks({ lang: "fr", browser: "ar-EG" })).toBe("ar-EG");
  // F16: as programs write it.
  expect(await speaks({ lang: "de_DE", browser: "en-GB" })).toBe("de-DE");
  expect(await speaks({ locale: "xx_nonsense", lang: "fr", browser: "it" })).toBe("en");
});

test("a page changes the language while somebody writes, and back, and nothing is lost", async () => {
  const page = await visit({ lang: "en" });
  const asked = chunksOf(page);
  await open(page, "new");
  const body = page.getByRole("textbox", { name: "Your message" });
  await write(body, "Half a thought");
  await body.focus();
  // English comes along with the widget, and nobody pays for another language.
  expect(asked).not.toContain("de");
  await page.evaluate(() => window.Deskbell!.setLocale("de"));
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: de.send, exact: true }).waitFor();
  expect(await panel.getAttribute("dir")).toBe("ltr");
  const german = page.getByRole("textbox", { name: de.body });
  expect(await german.inputValue()).toBe("Half a thought");
  expect(await german.evaluate((box) => (box.getRootNode() as ShadowRoot).activeElement === box)).toBe(true);

  // Words of a part that is fetched only now, and whose English comes along with it.
  await open(page, "tickets");
  await panel.getByText(de.noTickets).waitFor();
  expect(asked).not.toContain("de-sign-in");
  // They take longer than the part that says them, which waits for them.
  const { promise: mayCome, resolve: letCome } = Promise.withResolvers<void>();
  await page.route("**/de-sign-in.js", async (route) => {
    await mayCome;
    await route.continue();
  });
  const part = page.waitForResponse("**/sign-in.js");
  await open(page, "sign-in");
  await (await part).finished();
  await panel.locator(".skeleton").first().waitFor();
  expect(await panel.locator("form").count()).toBe(0);
  letCome();
  await panel.getByText(de.whySignIn).waitFor();
  // The last one wins, however long the others take.
  await page.evaluate(() => Promise.all(["ar", "en"].map((tag) => window.Deskbell!.setLocale(tag))));
  await panel.getByText("See all your tickets, on every device.").waitFor();
  expect(asked).toContain("ar");
  expect(await panel.getAttribute("lang")).toBe("en");
  await open(page, "new");
  expect(await body.inputValue()).toBe("Half a thought");
});

test("a language that cannot be fetched leaves the widget in the one it speaks", async () => {
  const page = await visit({ lang: "de" });
  await page.route("**/de.js", (route) => route.abort());
  await open(page);
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: "Write to us", exact: true }).waitFor();
  expect(await panel.getAttribute("lang")).toBe("en");
});

test("the panel in Arabic runs from right to left, in sight on a page of either direction", async () => {
  for (const dir of ["ltr", "rtl"]) {
    const page = await visit({ locale: "ar" });
    await page.evaluate((value) => (document.documentElement.dir = value), dir);
    await open(page);
    const panel = page.getByRole("dialog");
    await panel.getByRole("button", { name: ar.newTicket, exact: true }).waitFor();
    expect(await panel.getAttribute("dir")).toBe("rtl");
    const { x, width } = (await panel.boundingBox())!;
    expect([x >= 0, x + width <= 1280]).toEqual([true, true]);
    // The button to go back points to where one came from.
    await open(page, "new");
    const back = panel.getByRole("button", { name: ar.back, exact: true });
    const close = panel.getByRole("button", { name: ar.close, exact: true });
    expect((await back.boundingBox())!.x).toBeGreaterThan((await close.boundingBox())!.x);
    expect(await back.locator("svg").evaluate((icon) => getComputedStyle(icon).scale)).toBe("-1 1");
    await page.context().close();
  }
});

test("counts and times are spoken as each language does", async () => {
  // In Egypt with the digits of the east, as Intl has it.
  const page = await visit({ locale: "ar-EG" });
  await open(page, "new");
  const subject = page.getByRole("textbox", { name: ar.subject });
  const panel = page.getByRole("dialog");
  for (const [left, text] of [
    [1, "بقي حرف واحد"],
    [2, "بقي حرفان"],
    [3, "بقيت ٣ أحرف"],
    [11, "بقي ١١ حرفًا"],
    [-2, "حرفان زائدان"],
  ] as const) {
    await write(subject, "x".repeat(200 - left));
    await expect.poll(() => panel.getByText(/حرف/).allTextContents()).toEqual([text]);
  }
});

test("digits of an Arabic keyboard are digits of the code", async () => {
  const page = await visit({ locale: "ar" });
  await open(page, "sign-in");
  await page.getByRole("button", { name: ar.newHere }).click();
  await write(page.getByRole("textbox", { name: ar.name }), "ليلى حداد");
  await write(page.getByRole("textbox", { name: ar.email }), "laila@example.com");
  await page.getByRole("button", { name: ar.sendCode }).click();
  const digits = page.getByRole("textbox", { name: ar.code });
  await digits.waitFor();
  const { code } = await world.desk.mailbox.next("laila@example.com");
  await digits.pressSequentially([...code!].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join(""));
  await page.getByRole("button", { name: /laila@example\.com/ }).waitFor();
  expect(await digits.count()).toBe(0);
});

/** German, itself longer than English, and every text two fifths longer than that. */
const longer = `import { words as short } from "./de.js?short";
const longer = (value, name) =>
  name === "dir" ? value
  : typeof value === "string" ? value + " " + "Übermaß ".repeat(9).slice(0, Math.ceil(value.length * 0.4)).trim()
  : typeof value === "function" ? (...given) => longer(value(...given))
  : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, longer(one, key)]));
export const words = longer(short);
export const more = async () => Object.assign(words, longer((await import("./de-sign-in.js")).words));`;

/** Whatever is wider than its place: in the panel, and the panel in the page. Only what somebody typed scrolls in its field, and ends in dots in a list. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("deskbell-widget")!.shadowRoot!;
    const wide = [
      ...root.querySelectorAll<HTMLElement>(".panel, .panel :not(input, .subject)"),
      document.documentElement,
    ].filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth);
    return wide.map(({ tagName, className, textContent }) => `${tagName}.${className} ${textContent!.slice(0, 40)}`);
  });

test.each([320, 1280])("texts that are longer by two fifths find their place, on a page of %i px", async (width) => {
  const page = await visit({ locale: "de", width });
  await page.route(/\/de\.js$/, (route) =>
    route.fulfill({
      body: longer,
      contentType: "text/javascript",
      headers: { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" },
    }),
  );
  const panel = page.getByRole("dialog");
  const press = (name: string): Promise<void> => panel.getByRole("button", { name }).first().click();
  const see = async (screen: string, sign: string): Promise<void> => {
    await panel.getByText(sign).first().waitFor();
    expect({ screen, wide: await overflowing(page) }).toEqual({ screen, wide: [] });
  };
  await open(page);
  await see("home", de.noTickets);
  await open(page, "new");
  await press(de.send);
  await see("form with faults", de.fields.required);
  const subject = panel.getByRole("textbox", { name: de.subject });
  await write(subject, "Donaudampfschifffahrtsgesellschaft".repeat(5));
  await write(panel.getByRole("textbox", { name: de.body }), "Wort".repeat(50));
  const file = { name: `${"lang".repeat(30)}.txt`, mimeType: "text/plain", buffer: Buffer.from("4711") };
  await panel.locator("input[type=file]").setInputFiles(file);
  await see("form with a file", file.name);
  await panel.getByText("4 Byte").waitFor();
  await press(de.send);
  await see("sent", de.sentTitle);
  await press(de.openTicket);
  await see("thread", de.copyLink);
  await press(de.back);
  await open(page, "tickets");
  await see("tickets", de.forget);
  await press(de.forget);
  await see("forget", de.forgetQuestion);
  await open(page, "sign-in");
  await see("sign in", de.whySignIn);
  await press(de.newHere);
  await write(panel.getByRole("textbox", { name: de.name }), "Mia Claes");
  const email = `mia.${"lang".repeat(10)}.${width}@example.com`;
  await write(panel.getByRole("textbox", { name: de.email }), email);
  await press(de.sendCode);
  await see("code", de.lookInSpam);
  const digits = panel.getByRole("textbox", { name: de.code });
  await write(digits, (await world.desk.mailbox.next(email)).code!);
  await digits.waitFor({ state: "detached" });
  await open(page, "sign-in");
  await see("account", de.signOut);
  await press(de.email);
  await see("new address", de.newAddressHint);
});

test("U-M13, U-M14: the hosted portal is read in another language without an account, and an account brings its own", async () => {
  const page = await world.newPage(`https://desk.test/p/${shop.key}`);
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await page.getByRole("combobox", { name: de.language }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: de.newTicket, exact: true }).waitFor();
  await page.getByRole("combobox", { name: de.language }).selectOption("English");
  await page.getByRole("button", { name: "Write to us", exact: true }).waitFor();

  await signIn(visitorOn(page), "ada@example.com", "Ada Berg");
  await page.getByRole("button", { name: "Ada Berg ada@example.com" }).click();
  // The words of a part that was fetched for signing in are not here after a reload.
  await page.reload();
  for (const label of ["Your name", "Email", "Password", "Language"]) {
    await page.getByRole("button", { name: new RegExp(`^${label} \\S`) }).waitFor();
  }

  const other = await world.newPage(`https://desk.test/p/${shop.key}`);
  await signIn(visitorOn(other), "ada@example.com");
  await other.getByRole("button", { name: "Ada Berg ada@example.com" }).waitFor();
  await page.getByRole("combobox", { name: "Language" }).selectOption("العربية");
  await page.getByRole("combobox", { name: ar.language }).waitFor();
  await expect
    .poll(async () => (await hanna.call<{ items: { locale: string }[] }>("GET", "/customers?q=ada")).items[0]?.locale)
    .toBe("ar");
  await other.reload();
  await other.getByRole("button", { name: ar.newTicket, exact: true }).waitFor();
});
