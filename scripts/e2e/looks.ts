/** The ways people see a page: each screen is looked at in all of them. */
import type { BrowserContextOptions, Page } from "playwright-core";

export interface Look {
  name: "light" | "dark" | "forced colours" | "right to left";
  context: Pick<BrowserContextOptions, "colorScheme" | "forcedColors" | "locale">;
}

export const looks: Look[] = [
  { name: "light", context: { colorScheme: "light" } },
  { name: "dark", context: { colorScheme: "dark" } },
  { name: "forced colours", context: { colorScheme: "dark", forcedColors: "active" } },
  { name: "right to left", context: { colorScheme: "light", locale: "ar" } },
];

/** For a page that is open already, until it is loaded anew. The staff page speaks English, and stands the other way round all the same. */
export async function wear(page: Page, { name, context: { colorScheme, forcedColors = "none" } }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: colorScheme ?? null, forcedColors, reducedMotion: "reduce" });
  await page.evaluate((dir) => (document.documentElement.dir = dir), name === "right to left" ? "rtl" : "ltr");
}
