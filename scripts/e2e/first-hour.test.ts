/** The owner's first hour: from the first page after set-up to the first ticket, on the owner's own site. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Project, ProjectItem } from "../../server/contract/index.ts";
import { faults } from "./faults.ts";
import { typeThrough, write } from "../testing/hands.ts";
import { sharedStaff } from "./shared.ts";
import { visitorOn } from "./visitor.ts";

const { world, hanna } = sharedStaff();
beforeAll(async () => {
  await hanna.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});

const yellow = "rgb(255, 221, 0)";
const firstProject = async (): Promise<ProjectItem> =>
  (await hanna.call<{ items: ProjectItem[] }>("GET", "/projects")).items[0]!;
const step = (title: string): Locator => hanna.page.getByRole("listitem").filter({ hasText: title });
/** How many the way there says are done. */
const progress = (): Locator => hanna.page.getByRole("link", { name: /First steps/ });
/** As the screen shows it: browsers compute one colour in more than one notation. */
const colour = (of: Locator, name: string): Promise<string> =>
  of.evaluate((element, property) => {
    const brush = new OffscreenCanvas(1, 1).getContext("2d")!;
    brush.fillStyle = getComputedStyle(element).getPropertyValue(property);
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${alpha})`;
  }, name);

/** The owner's page, with what the button has copied. */
async function pasted(path: string): Promise<Page> {
  const snippet = await hanna.page.evaluate(() => navigator.clipboard.readText());
  world.sites.addPage(path, {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lamps</title><link rel="icon" href="data:,"></head><body><h1>Lamps</h1>${snippet}</body></html>`,
  });
  return world.newPage(`https://shop.test${path}`);
}

test("U-M1, U-B2: the first page after set-up asks for a project and its mails, and no list stands empty", async () => {
  const { page } = hanna;
  await page.getByRole("heading", { name: "First steps", level: 1 }).waitFor();
  await progress().getByText("0 of 4").waitFor();
  expect(await page.getByRole("searchbox", { name: "Search tickets" }).count()).toBe(0);
  expect(await page.getByRole("switch", { name: "Notifications" }).isChecked()).toBe(true);
  await page.getByLabel("Name of the project").click();
  await typeThrough(page, ["Lamp Shop"]);
  await page.keyboard.press("Enter");
  await progress().getByText("1 of 4").waitFor();
  await step("Name your project").getByRole("img", { name: "Done" }).waitFor();
  // Where the form was is nothing any more: whoever types goes on with the next step.
  await page.locator("summary:focus", { hasText: "Put the button on your site" }).waitFor();
  expect((await firstProject()).portal).toMatchObject({ enabled: true, notifications: true });
});

test("U-M3: the look is seen while it is typed, in light and dark, before anything is saved", async () => {
  const { page } = hanna;
  const previews = [page.getByRole("figure", { name: "Light" }), page.getByRole("figure", { name: "Dark" })];
  await page.getByLabel("Accent colour").click();
  await typeThrough(page, ["#ffdd00", "Hello there", "Ask us"]);
  for (const preview of previews) {
    await preview.getByText("Hello there").waitFor();
    await preview.getByText("Ask us").waitFor();
    expect(await colour(preview.locator(".widget-button"), "background-color")).toBe(yellow);
    expect(await colour(preview.locator(".widget-button"), "color")).toBe("rgb(0, 0, 0)");
  }
  expect((await firstProject()).portal!.branding).toEqual({});
  expect(await faults(page, "main")).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved", { exact: true }).first().waitFor();
});

test("U-M2: the button has its colour and label before anybody touches it, and U-M3: the desk sees it there", async () => {
  const { page } = hanna;
  await page.getByRole("button", { name: "Copy snippet" }).click();
  await progress().getByText("2 of 4").waitFor();
  const shop = await pasted("/lamps.html");
  const mia = visitorOn(shop);
  await mia.launcher.waitFor();
  expect(await colour(mia.launcher, "background-color")).toBe(yellow);
  await mia.open();
  await page.getByText("Seen on shop.test").waitFor();
  await progress().getByText("3 of 4").waitFor();
});

test.each(["light", "dark"] as const)("U-M3: the preview has the colours of the widget itself, %s", async (theme) => {
  const shop = await pasted("/compared.html");
  await shop.emulateMedia({ colorScheme: theme });
  await shop.evaluate((name) => document.documentElement.style.setProperty("color-scheme", name), theme);
  const mia = visitorOn(shop);
  await mia.open();
  const preview = hanna.page.locator(`.widget-look[data-theme="${theme}"]`);
  const pairs: [Locator, Locator, string[]][] = [
    [mia.panel, preview.locator(".widget-panel"), ["background-color", "color"]],
    [mia.panel.locator(".bar"), preview.locator(".widget-bar"), ["background-color", "color"]],
    [mia.panel.locator(".main"), preview.locator(".widget-main"), ["background-color", "color"]],
    [mia.launcher, preview.locator(".widget-button"), ["background-color", "color"]],
  ];
  for (const [real, drawn, properties] of pairs) {
    for (const property of properties) expect(await colour(drawn, property)).toBe(await colour(real, property));
  }
});

test("U-M1: with the first ticket the steps are done, and go away", async () => {
  const { page } = hanna;
  const mia = visitorOn(await pasted("/first.html"));
  await mia.open();
  await mia.startTicket();
  await write(mia.field("Subject"), "Does it glow?");
  await write(mia.field("Your message"), "In the dark, I mean.");
  await mia.sendAfterTyping();
  await mia.thanks();
  await page.getByText("Your desk is ready for customers.").waitFor();
  expect(await progress().count()).toBe(0);
  // Where it was waited for, not above everything that the page has shown by then.
  await step("Get a first ticket").getByText("Your first ticket has come in.").waitFor();
  await step("Get a first ticket").getByRole("link", { name: "Show the tickets" }).click();
  await page.getByRole("link", { name: /Does it glow/ }).waitFor();
});

test("U-M2: after a change of colour the settings say that the snippet has to be copied again", async () => {
  const { page } = hanna;
  await hanna.openPortalSettings("Lamp Shop");
  await hanna.openPortalPart("Look");
  const again = page.getByText("copy the snippet again");
  await write(page.getByLabel("Accent colour"), "#1d6fd1");
  expect(await again.count()).toBe(0);
  await page.getByRole("button", { name: "Save" }).click();
  await again.waitFor();
  await page.reload();
  await again.waitFor();
  await page.getByRole("button", { name: "Copy snippet" }).click();
  await again.waitFor({ state: "detached" });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('data-color="#1d6fd1"');
});

test("U-M2: Deskbell has one colour of its own, on the staff page, in the preview and on the button", async () => {
  const { page } = hanna;
  await write(page.getByLabel("Accent colour"), "");
  const own = "rgb(0, 100, 105)";
  await expect.poll(() => colour(page.locator(".widget-button").first(), "background-color")).toBe(own);
  const accent = page.getByRole("link", { name: "New ticket" });
  expect(await colour(accent, "background-color")).toBe(own);
  const { project } = await hanna.call<{ project: Project }>("POST", "/projects", {
    name: "Plain",
    portal: { enabled: true },
  });
  await page.evaluate((snippet) => navigator.clipboard.writeText(snippet), project.snippets.simple);
  const shop = await pasted("/plain.html");
  expect(await colour(visitorOn(shop, "Help").launcher, "background-color")).toBe(own);
});
