/** Finds a Chromium for end-to-end tests and screenshots, or installs one. Never goes without. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import type { TestProject } from "vitest/node";
import { installByApt, mayInstall } from "./apt.ts";
import { run } from "./run.ts";

const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Quiet start, and no calls home: a closed network would answer each with an error. */
const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${[
    // Two pages of the browser's own for each window's address line, which nobody here types in: half of all the time.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    // Playwright's own list, since the last flag of this name is the one that counts.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
  ]}`,
];

export default async function setup(project: TestProject): Promise<void> {
  project.provide("browserPath", await findBrowser());
}

/** The path of a Chromium; `say` hears about an install, which can take minutes. */
export async function findBrowser(say: (line: string) => void = console.log): Promise<string> {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`);
  }
  return installed() ?? (await byApt(say)) ?? (await byPlaywright(say)) ?? giveUp();
}

const installed = (): string | undefined => [...usualPaths, chromium.executablePath()].find((path) => existsSync(path));

async function byApt(say: (line: string) => void): Promise<string | undefined> {
  if (!mayInstall()) return undefined;
  say("Installing Chromium from Debian's packages (one to three minutes)");
  const output = await installByApt("chromium");
  const found = installed();
  if (!found) say(`apt-get did not bring Chromium:\n${output}`);
  return found;
}

async function byPlaywright(say: (line: string) => void): Promise<string | undefined> {
  say("Installing Chromium by Playwright (at most a minute)");
  const install = await run("playwright-core", ["install", "chromium"], { timeoutMs: 60_000 });
  const found = installed();
  if (!found) say(`Playwright did not bring Chromium:\n${install.output}`);
  return found;
}

function giveUp(): never {
  throw new Error(
    "The end-to-end tests need Chromium, and none could be found or installed. " +
      "Install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.",
  );
}

/**
 * @param args further flags, such as `--host-resolver-rules=…`
 * @param without flags that Playwright gives of its own accord, to be left out
 */
export const launchBrowser = (executablePath: string, args: string[] = [], without: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...flags, ...args], ignoreDefaultArgs: without });
