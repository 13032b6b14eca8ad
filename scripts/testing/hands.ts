/**
 * Writes as people do: points at a field, types key by key, goes on by Tab, pastes what is long. A value that is set at
 * once hides what typing meets; the linter refuses `fill` to tests in a browser and to pictures.
 */
import type { Locator, Page } from "playwright-core";

/** Longer texts are pasted: nobody types a page, and each key costs the run some milliseconds. */
const maxTypedLength = 200;

/** Writes this instead of what stands in the field. The field keeps the focus. */
export async function write(field: Locator, text: string): Promise<void> {
  await field.click();
  const { keyboard } = field.page();
  await keyboard.press("ControlOrMeta+a");
  if (text === "") await keyboard.press("Delete");
  else if (text.length > maxTypedLength) await paste(field.page(), text);
  else await keyboard.type(text);
}

/**
 * Types each text instead of what stands in the field that has the focus, and goes on by Tab; nothing is done where a text
 * is empty. The last one keeps the focus.
 */
export async function typeThrough(page: Page, texts: readonly string[]): Promise<void> {
  for (const [at, text] of texts.entries()) {
    if (at > 0) await page.keyboard.press("Tab");
    if (text === "") continue;
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  }
}

/** Copies the text on a page of somebody else's and pastes it where the focus is: the browser has one clipboard. */
export async function paste(page: Page, text: string): Promise<void> {
  const elsewhere = await page.context().browser()!.newContext();
  const source = await elsewhere.newPage();
  await source.setContent("<textarea></textarea>");
  await source.evaluate((copied) => {
    const area = document.querySelector("textarea")!;
    area.value = copied;
    area.select();
  }, text);
  await source.keyboard.press("ControlOrMeta+c");
  await elsewhere.close();
  await page.keyboard.press("ControlOrMeta+v");
}
