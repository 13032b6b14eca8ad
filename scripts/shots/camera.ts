/** Two devices, two themes; every picture of a run goes through here. */
import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Demo } from "./demo.ts";

export interface Look {
  device: "phone" | "laptop";
  theme: "light" | "dark";
}

export type Shoot = (page: Page, screen: string) => Promise<void>;

const folder = "shots";
const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  laptop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
};

export const looks: Look[] = (["light", "dark"] as const).flatMap((theme) => [
  { device: "phone", theme },
  { device: "laptop", theme },
]);

export const newContext = (browser: Browser, { device, theme }: Look): Promise<BrowserContext> =>
  browser.newContext({ ...devices[device], colorScheme: theme, reducedMotion: "reduce", locale: "en-GB" });

export function camera({ device, theme }: Look): Shoot {
  mkdirSync(folder, { recursive: true });
  return async (page, screen) => {
    // A picture taken before fonts and pictures are there shows what nobody sees.
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}/${screen}-${device}-${theme}.png`, animations: "disabled", caret: "hide" });
    console.log(`${folder}/${screen}-${device}-${theme}.png`);
  };
}

export interface Session {
  demo: Demo;
  context: BrowserContext;
  look: Look;
  shoot: Shoot;
}
