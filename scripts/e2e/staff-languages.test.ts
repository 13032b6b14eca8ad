/** The staff page in German and Arabic: who decides, what comes along, and whether it fits. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { texts as ar } from "../../server/admin/locales/ar.ts";
import { texts as de } from "../../server/admin/locales/de.ts";
import { en } from "../../server/admin/locales/en.ts";
import type { Page as Items, ProjectItem } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { choose } from "./choose.ts";
import { faults } from "./faults.ts";
import { sharedStaff } from "./shared.ts";

const { world, hanna } = sharedStaff();

/** The same person, in another browser. */
async function elsewhere(options: BrowserContextOptions): Promise<Page> {
  const storageState = await hanna.page.context().storageState();
  return (await world.newPerson({ storageState, ...options })).newPage();
}

const direction = (page: Page): Promise<string[]> =>
  page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

test("the browser decides, and whoever wants another language chooses it, with nothing lost that was typed", async () => {
  const page = await elsewhere({ locale: "de-AT" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/.*\//, "")));
  await page.goto("https://desk.test/admin#tickets/new");
  await page.getByRole("heading", { name: de.newTicket.title }).waitFor();
  expect(await direction(page)).toEqual(["de-AT", "ltr"]);
  expect(asked.filter((name) => /^ar-/.test(name))).toEqual([]);
  await hanna.quickProject("Willow Tea");
  await write(page.getByLabel(de.newTicket.subject), "Ein halber Satz");
  await page.goto("https://desk.test/admin#account");
  const anew = page.waitForEvent("load");
  await choose(page, de.account.language, "العربية");
  await anew;
  await page.getByRole("heading", { name: ar.deskPages.account }).waitFor();
  expect(await direction(page)).toEqual(["ar", "rtl"]);
  // U-m23: counts stand at the edge, one below the other.
  const edges = await page
    .locator(".views .count bdi")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  expect(new Set(edges).size).toBe(1);
  await page.goto("https://desk.test/admin#tickets/new");
  expect(await page.getByLabel(ar.newTicket.subject).inputValue()).toBe("Ein halber Satz");

  await page.goto("https://desk.test/admin#account");
  const again = page.waitForEvent("load");
  await choose(page, ar.account.language, ar.account.languageBrowser);
  await again;
  await page.getByRole("heading", { name: de.deskPages.account }).waitFor();
});

test("U-m34: light or dark is chosen on the page, at once and for the next visit", async () => {
  const page = await elsewhere({ colorScheme: "light" });
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto("https://desk.test/admin#account");
  await page.getByRole("heading", { name: en.deskPages.account }).waitFor();
  const light = await ground();
  await choose(page, en.account.theme, en.account.themes.dark);
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.getByRole("heading", { name: en.deskPages.account }).waitFor();
  expect(await ground()).toBe(dark);
  await choose(page, en.account.theme, en.account.themeDevice);
  expect(await ground()).toBe(light);
});

test("a language that cannot be fetched leaves the page in English", async () => {
  const page = await elsewhere({ locale: "de" });
  await page.route("**/de-*.js", (route) => route.abort());
  await page.goto("https://desk.test/admin#account");
  await page.getByRole("heading", { name: "My account" }).waitFor();
  expect(await direction(page)).toEqual(["en", "ltr"]);
});

/** Whatever is wider than its place, but for what scrolls by itself or ends in dots. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("html, #admin *:not(input, textarea, select, option, svg, svg *)")]
      .filter((element) => {
        const { clientWidth, scrollWidth } = element;
        const { display, overflowX } = getComputedStyle(element);
        return display !== "inline" && overflowX === "visible" && clientWidth > 1 && scrollWidth > clientWidth + 1;
      })
      .map(({ tagName, className, textContent }) => `${tagName}.${className} ${textContent.slice(0, 40)}`),
  );

/** Empty fields that speak from the wrong side, but for those of addresses and colours, which have one side everywhere. */
const turned = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>(":is(input, textarea):not([dir=ltr])")]
      .filter(({ placeholder, value }) => placeholder !== "" && value === "")
      .filter((field) => getComputedStyle(field).direction !== (document.documentElement.dir || "ltr"))
      .map(({ placeholder }) => `${placeholder} from the other side`),
  );

const pages = [
  "tickets?view=all",
  "tickets/new",
  "customers",
  "companies",
  "import",
  "keys",
  "settings",
  "mail",
  "staff",
  "account",
  "audit",
  "blocked",
  "start",
];

const tabs = ["general", "portal", "portal/access", "portal/look", "permissions", "inboxes", "identity"];

test.each([
  ["German", "de", 390],
  ["German", "de", 1280],
  ["Arabic", "ar", 390],
  ["Arabic", "ar", 1280],
] as const)(
  "every page in %s (%s) finds its place on %i px, and can be used by everybody",
  async (_, locale, width) => {
    const { id } = await hanna.newTicket({ subject: `A lid is missing, ${locale} ${width}` });
    const { items } = await hanna.call<Items<ProjectItem>>("GET", "/projects");
    const page = await elsewhere({ locale, reducedMotion: "reduce", viewport: { width, height: 800 } });
    const found: string[] = [];
    await page.goto("https://desk.test/admin#tickets?view=all");
    await page.locator(".views .place").first().waitFor({ state: "attached" });
    // U-m24: every view's name has room on its one line.
    const cut = page
      .locator(".views .place > span:first-of-type")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
    expect(await cut).toEqual([]);
    for (const hash of [...pages, `tickets/${id}?view=all`, ...tabs.map((tab) => `settings/${items[0]!.id}/${tab}`)]) {
      await page.goto(`https://desk.test/admin#${hash}`);
      await page.getByRole("heading").first().waitFor({ state: "attached" });
      await expect.poll(() => page.locator(".patient").count()).toBe(0);
      const all = [await overflowing(page), await turned(page), await faults(page, "body")].flat();
      found.push(...all.map((fault) => `${hash}: ${fault}`));
    }
    expect(found).toEqual([]);
  },
);
