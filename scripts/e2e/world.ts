/** A server, two sites and a browser: what every end-to-end test starts from and leaves no trace of. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import { launchBrowser } from "../testing/browser.ts";
import { startDesk } from "./desk.ts";
import type { Desk, Engine } from "./desk.ts";
import { startSites } from "./sites.ts";
import type { Sites } from "./sites.ts";

export interface World {
  desk: Desk;
  sites: Sites;
  /** A browser of a person: own cookies, own storage. */
  newPerson: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page of somebody new, at this address if one is given. */
  newPage: (address?: string) => Promise<Page>;
  close: () => Promise<void>;
}

const patienceMs = 15_000;

const desks = new WeakMap<BrowserContext, Desk>();

/** The desk of the world that a page is in. */
export const deskOf = (page: Page): Desk => desks.get(page.context())!;

export interface WorldOptions {
  /** Flags of the browser that Playwright would give. */
  without?: string[];
  /** Of a Chromium, outside of a test run. */
  browserPath?: string;
}

export async function openWorld(
  engine: Engine = "sqlite",
  env: Record<string, string> = {},
  { without = [], browserPath = inject("browserPath") }: WorldOptions = {},
): Promise<World> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.reverse()) await step();
  };
  try {
    const desk = await startDesk(engine, env);
    closing.push(desk.stop);
    const sites = await startSites(desk.port);
    closing.push(sites.close);
    const browser = await launchBrowser(browserPath, [sites.browserFlag], without);
    closing.push(() => browser.close());
    const newPerson = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB", ...options });
      context.setDefaultTimeout(patienceMs);
      desks.set(context, desk);
      return context;
    };
    const newPage = async (address?: string): Promise<Page> => {
      const page = await (await newPerson()).newPage();
      if (address !== undefined) await page.goto(address);
      return page;
    };
    return { desk, sites, newPerson, newPage, close };
  } catch (error) {
    await close();
    throw error;
  }
}
