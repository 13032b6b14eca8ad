/** Opens widget and portal, and finds their parts by the words of the language. */
import type { Locator, Page } from "playwright-core";
import type {} from "../../widget/context.ts";
import type { Session } from "./camera.ts";

export interface Hands {
  page: Page;
  /** The widget, or the whole page of a portal. */
  part: Locator;
  button: (name: string | RegExp) => Locator;
  field: (name: string) => Locator;
}

const handsOn = (page: Page, part: Locator): Hands => ({
  page,
  part,
  // The portal has some buttons twice: in its list, and beside it.
  button: (name) => part.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).first(),
  field: (name) => part.getByRole("textbox", { name }),
});

export interface InShop extends Hands {
  launcher: Locator;
  show: (view: string) => Promise<void>;
}

/** The shop's page of this look, by somebody who was never there. */
export async function openShop({ demo, context, story, t }: Session): Promise<InShop> {
  const page = await context.newPage();
  await page.goto(demo.shop + story.path);
  await forget(page);
  await page.reload();
  const hands = handsOn(page, page.locator("deskbell-widget"));
  return {
    ...hands,
    // Where the tag names none it speaks English until the widget has come.
    launcher: hands.button(new RegExp(`^(${story.launcher}|${t.launcher})$`)),
    show: (view) => page.evaluate((name) => window.Deskbell!.open(name), view),
  };
}

/** A page of the desk, whichever its fragment says. */
export async function openPortal({ context }: Session, address: string): Promise<Hands> {
  const page = await context.newPage();
  await page.goto(address);
  return handsOn(page, page.locator("body"));
}

/** What an earlier part of this look left in the browser. */
export const forget = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
  });
