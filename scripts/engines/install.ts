/** Finds Firefox and WebKitGTK, or installs them from Debian's packages. */
import { existsSync, readdirSync } from "node:fs";
import { installByApt, mayInstall } from "../testing/apt.ts";
import { launchFirefox } from "./firefox.ts";
import type { LaunchOptions, Running } from "./tab.ts";
import { launchWebkit } from "./webkit.ts";
import type { WebkitPaths } from "./webkit.ts";

export const engineNames = ["firefox", "webkit"] as const;

export type EngineName = (typeof engineNames)[number];

export type Launch = (options: LaunchOptions) => Promise<Running>;

const packages: Record<EngineName, string[]> = {
  firefox: ["firefox-esr"],
  webkit: ["webkit2gtk-driver", "xvfb", "xauth"],
};

const first = (...paths: string[]): string | undefined => paths.find((path) => existsSync(path));

function firefox(): Launch | undefined {
  const path = first("/usr/bin/firefox-esr", "/usr/bin/firefox");
  return path === undefined ? undefined : (options) => launchFirefox(path, options);
}

function webkit(): Launch | undefined {
  const paths: Partial<WebkitPaths> = {
    driver: first("/usr/bin/WebKitWebDriver"),
    xvfb: first("/usr/bin/Xvfb"),
    // Its folder is named by machine and by version of the interface.
    miniBrowser: first(
      ...(existsSync("/usr/lib") ? readdirSync("/usr/lib") : []).map(
        (machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`,
      ),
    ),
  };
  const { driver, xvfb, miniBrowser } = paths;
  if (!driver || !xvfb || !miniBrowser) return undefined;
  return (options) => launchWebkit({ driver, xvfb, miniBrowser }, options);
}

const find: Record<EngineName, () => Launch | undefined> = { firefox, webkit };

/** Elsewhere its tests are left out, and the end of the run says so. */
export const isWithinReach = (name: EngineName): boolean => find[name]() !== undefined || mayInstall();

/** @throws where it is not there and cannot be installed, saying by what it could be */
export async function findEngine(name: EngineName, say: (line: string) => void = console.log): Promise<Launch> {
  const found = find[name]();
  if (found) return found;
  if (mayInstall()) {
    say(`Installing ${packages[name].join(", ")} from Debian's packages (at most some minutes)`);
    const output = await installByApt(...packages[name]);
    const installed = find[name]();
    if (installed) return installed;
    say(output);
  }
  throw new Error(`There is no ${name} here. On Debian: apt-get install ${packages[name].join(" ")}`);
}
