/** The page's side: the views, and what is one's own. */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { sharedShop } from "./shared.ts";

const { hanna } = sharedShop();

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
