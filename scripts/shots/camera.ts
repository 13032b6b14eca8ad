/** Two devices, two themes, two directions; every picture of a run goes through here. */
import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Texts } from "../../server/admin/locales/en.ts";
import type { Words } from "../e2e/words.ts";
import type { Demo } from "./demo.ts";
import type { Story } from "./stories.ts";

export interface Look {
  device: "phone" | "laptop";
  theme: "light" | "dark";
  /** Arabic runs from right to left. */
  language: "en" | "ar";
}

export type Shoot = (page: Page, screen: string) => Promise<void>;

const folder = "shots";
const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  laptop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
};

const allLooks: Look[] = (["en", "ar"] as const).flatMap((language) =>
  (["light", "dark"] as const).flatMap((theme) => [
    { device: "phone" as const, theme, language },
    { device: "laptop" as const, theme, language },
  ]),
);

/** @param wanted words of a look, such as "phone" and "ar"; those that have all of them */
export const looks = (wanted: readonly string[]): Look[] =>
  allLooks.filter((look) => wanted.every((word) => Object.values(look).includes(word)));

export async function newContext(browser: Browser, { device, theme, language }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...devices[device],
    colorScheme: theme,
    reducedMotion: "reduce",
    locale: language === "ar" ? "ar" : "en-GB",
  });
  // The shop speaks English, and is turned over as it would be in Arabic. Portal and staff page do that themselves.
  if (language === "ar") {
    await context.addInitScript(() => {
      if (/^\/(p\/|admin)/.test(location.pathname)) return;
      document.addEventListener("DOMContentLoaded", () =>
        Object.assign(document.documentElement, { lang: "ar", dir: "rtl" }),
      );
    });
  }
  return context;
}

export function camera({ device, theme, language }: Look): Shoot {
  mkdirSync(folder, { recursive: true });
  const look = `${device}-${theme}${language === "ar" ? "-rtl" : ""}`;
  return async (page, screen) => {
    const path = `${folder}/${screen}-${look}.png`;
    // A picture taken before fonts and pictures are there shows what nobody sees.
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    console.log(path);
  };
}

export interface Session {
  demo: Demo;
  context: BrowserContext;
  look: Look;
  shoot: Shoot;
  /** What the widget says. */
  t: Words;
  /** What the staff page says. */
  s: Texts;
  story: Story;
}
