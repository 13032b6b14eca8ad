/** What every row of the table of forms does: fill one from its first field by typing and Tab alone, and send it. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Project } from "../../../server/contract/index.ts";
import { typeThrough } from "../../testing/hands.ts";
import type { Staff } from "../staff.ts";
import type { World } from "../world.ts";

/** What the rows have in common; the first of them fill it. */
export interface Table {
  world: World;
  hanna: Staff;
  project: Project;
}

/** A form as `readForms` names it, what is written into it, and how. */
export const rows: [path: string, what: string, body: () => Promise<void>][] = [];

/** A row: how to get to the form, what is typed, and what has arrived at the desk. */
export function form(path: string, what: string, body: () => Promise<void>): void {
  rows.push([path, what, body]);
}

/** Fields of letters, and what stands in them. */
const values = (within: Locator): Promise<string[]> =>
  within
    .locator("input:not([type=checkbox], [type=color], [type=file]), textarea")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

/**
 * Types into the form whose first field has the focus: a text for each stop of Tab, none where there is nothing to type.
 * @param send what it is sent by; Ctrl or Command with it where Enter begins a new line
 */
export async function sendTyped(within: Locator, texts: readonly string[], send = "Enter"): Promise<void> {
  const page = within.page();
  await within.locator(":focus").waitFor();
  await typeThrough(page, texts);
  expect(await values(within)).toEqual(expect.arrayContaining(texts.filter(Boolean)));
  await page.keyboard.press(send);
}

const mostStops = 15;

/** Goes on by Tab to what sends a form, and presses Enter there. */
export async function sendByTab(within: Locator): Promise<void> {
  const { keyboard } = within.page();
  const button = within.locator("button:is(.primary, .danger, .main):enabled");
  await button.waitFor();
  const isThere = (): Promise<boolean> => button.evaluate((element) => element.matches(":focus"));
  for (let stops = 0; stops < mostStops && !(await isThere()); stops += 1) await keyboard.press("Tab");
  expect(await isThere()).toBe(true);
  await keyboard.press("Enter");
}

/** On a page that gives nobody the focus, somebody presses the first field. */
export async function sendFrom(first: Locator, texts: readonly string[], send?: string): Promise<void> {
  await first.click();
  await sendTyped(first.page().locator("form:focus-within"), texts, send);
}
