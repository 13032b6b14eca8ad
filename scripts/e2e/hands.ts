/** Writes as people do: key by key, from field to field by Tab. A value that is set at once hides what typing meets. */
import type { Page } from "playwright-core";

/** Types each text into the field that has the focus and goes on by Tab; the last one keeps the focus. */
export async function typeThrough(page: Page, texts: readonly string[]): Promise<void> {
  for (const [at, text] of texts.entries()) {
    if (at > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
}
