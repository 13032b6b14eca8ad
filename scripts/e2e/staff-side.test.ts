/** The page's side: the views, and what is one's own. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { sharedShop } from "./shared.ts";

const { world, hanna } = sharedShop();

test("U-m32: by keyboard alone, what is one's own stands behind one's name", async () => {
  const { page } = hanna;
  const name = page.getByRole("button", { name: "(My account)" });
  const isFocused = (one: Locator): Promise<void> => one.and(page.locator(":focus")).waitFor();
  const item = (label: string): Locator =>
    page.getByRole("menuitem", { name: label }).or(page.getByRole("menuitemradio", { name: label, exact: true }));
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await name.focus();
  await page.keyboard.press("Enter");
  await isFocused(item("My account"));
  const light = await ground();
  for (const label of ["As your device", "Light", "Dark"]) {
    await page.keyboard.press("ArrowDown");
    await isFocused(item(label));
  }
  await page.keyboard.press("Enter");
  await isFocused(name);
  expect(await ground()).not.toBe(light);
  await page.keyboard.press("Enter");
  expect(await item("Dark").getAttribute("aria-checked")).toBe("true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await ground()).toBe(light);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await isFocused(name);
  expect(await page.getByRole("menu").count()).toBe(0);
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await isFocused(item("Sign out"));
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const keys = page.getByRole("dialog", { name: "Shortcuts" });
  await keys.waitFor();
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "detached" });
  await isFocused(name);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "My account", level: 1 }).waitFor();
});

test("U-m32: the views beside the daily ones lie behind More, which stays as it was left", async () => {
  const { cookies } = await hanna.page.context().storageState();
  const page = await (await world.newPerson({ storageState: { cookies, origins: [] } })).newPage();
  const side = page.getByRole("navigation", { name: "Desk" });
  const more = side.getByRole("button", { name: "More" });
  const views = (): Promise<string[]> => side.locator(".views a > span:first-of-type").allTextContents();
  const daily = ["Open", "Mine", "Unassigned"];
  const further = ["Waiting", "On hold", "Solved", "Closed", "All tickets"];
  await page.goto("https://desk.test/admin");
  await more.waitFor();
  expect(await views()).toEqual(daily);
  await more.focus();
  await page.keyboard.press("Enter");
  expect(await views()).toEqual([...daily, ...further]);
  await page.keyboard.press("Tab");
  await side.getByRole("link", { name: "Waiting" }).and(page.locator(":focus")).waitFor();
  await page.reload();
  await more.waitFor();
  expect(await views()).toEqual([...daily, ...further]);
  await more.press("Enter");
  expect(await views()).toEqual(daily);
  await page.reload();
  await more.waitFor();
  expect(await views()).toEqual(daily);
  // A place that somebody is at is in sight.
  await page.goto("https://desk.test/admin#tickets?view=solved");
  await side.getByRole("link", { name: "Solved" }).and(page.locator("[aria-current]")).waitFor();
  // Beside a long name too, all counts end at one edge.
  const ends = side.locator(".views .count").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(new Set(await ends).size).toBe(1);
  await page.context().close();
});
