/** Debian's Firefox by WebDriver BiDi. */
import puppeteer from "puppeteer-core";
import type { ElementHandle } from "puppeteer-core";
import { fileField } from "./tab.ts";
import type { LaunchOptions, Running, Tab } from "./tab.ts";

export async function launchFirefox(executablePath: string, { proxyPort }: LaunchOptions): Promise<Running> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    acceptInsecureCerts: true,
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": proxyPort,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": proxyPort,
      "intl.accept_languages": "en-GB",
    },
  });
  return {
    close: () => browser.close(),
    async newTab(): Promise<Tab> {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      let frame = page.mainFrame();
      let offset = { x: 0, y: 0 };
      return {
        goto: async (address) => void (await page.goto(address)),
        evaluate: (run, ...given) => frame.evaluate(run as (...given: unknown[]) => never, ...given),
        click: (x, y) => page.mouse.click(x + offset.x, y + offset.y),
        async enterFrame() {
          const element = (await page.waitForSelector("iframe"))!;
          offset = (await element.boundingBox())!;
          frame = (await element.contentFrame())!;
        },
        type: (text) => page.keyboard.type(text),
        attach: async (paths) => {
          const field = (await frame.evaluateHandle(fileField)) as ElementHandle<HTMLInputElement>;
          await field.uploadFile(...paths);
        },
        close: () => context.close(),
      };
    },
  };
}
