import type { Locator, Page } from "playwright-core";

/** A choice of the staff page by its label, as somebody makes it: a press, the first letters, Enter. */
export async function choose(within: Page | Locator, label: string, choice: string): Promise<void> {
  const { keyboard } = "keyboard" in within ? within : within.page();
  await choiceOf(within, label).click();
  await keyboard.type(choice);
  await keyboard.press("Enter");
}

/** The control, which shows what is chosen. */
export const choiceOf = (within: Page | Locator, label: string): Locator =>
  within.getByRole("combobox", { name: label, exact: true });
