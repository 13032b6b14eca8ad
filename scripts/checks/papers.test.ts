import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { readSection, type Section, sections } from "../figures/section.ts";

const papers = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "SECURITY.md", "docs/figures.md", "docs/growth.md"];
/** Where a paper may leave out the beginning of a path. */
const beginnings = ["", "server/", "widget/", "scripts/"];

/** What stands in backticks and looks like a file or a folder of this repository, but for patterns and places to be filled in. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`([\w./-]+)`/g)]
    .map(([, path]) => path!)
    .filter((path) => /^[\w-]+(\/[\w.-]+)*(\/|\.(ts|tsx|mjs|css|md|json))$/.test(path));

/** After a folder its files are named alone. */
const isThere = (path: string): boolean =>
  beginnings.some((beginning) => existsSync(beginning + path)) ||
  (!path.includes("/") && globSync(`{widget,server,scripts,demo-site}/**/${path}`).length > 0);

test.each(papers)("every file and folder that %s names is there", (paper) => {
  const paths = pathsIn(readFileSync(paper, "utf8"));
  const missing = paths.filter((path) => !isThere(path));
  expect(missing).toEqual([]);
});

/** Of a row of the map. What is named alone lies in the folder of what was last named in full. */
function placesIn(row: string): string[] {
  let folder = "";
  return pathsIn(row).map((path) => {
    if (!existsSync(path)) return folder + path;
    folder = path.endsWith("/") ? path : `${dirname(path)}/`;
    return path;
  });
}

test.each(["server", "widget", "server/admin", "scripts"])("every folder of %s stands in the map", (room) => {
  const [, map = ""] = /^## Where things are\n(.*?)^## /ms.exec(readFileSync("ARCHITECTURE.md", "utf8")) ?? [];
  const places = map.split("\n").flatMap(placesIn);
  const folders = readdirSync(room, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const missing = folders
    .map(({ name }) => `${room}/${name}/`)
    .filter((folder) => !places.some((place) => place.startsWith(folder)));
  expect(folders.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

/** The figures that README shows: how each is read from its section, and how README writes it. */
const figures: [section: Section, line: RegExp, written: (...values: string[]) => string][] = [
  ["size", /^loader +[\d.]+ +([\d.]+)/m, (kB) => `${kB} kB`],
  ["size", /^first open, live updates +[\d.]+ +([\d.]+)/m, (kB) => `${kB} kB`],
  [
    "rounds",
    /^rounds (\d+), .*, lost (\d+), doubled (\d+)$/m,
    (rounds, lost, doubled) => `${lost} lost, ${doubled} doubled of ${rounds}`,
  ],
  [
    "bench tickets",
    /^POST ticket +16 +(\d+)/m,
    (count) => `${Number(count).toLocaleString("en")} new tickets in a second`,
  ],
];

test("the figures of README are those of docs/figures.md", () => {
  const page = readFileSync("docs/figures.md", "utf8");
  const found = figures.map(([section, line, written]) => {
    const [, ...values] = line.exec(readSection(page, section)) ?? [];
    return written(...values);
  });
  const [, shown = ""] = /^## Figures\n(.*?)^## /ms.exec(readFileSync("README.md", "utf8")) ?? [];
  expect([...shown.matchAll(/\*\*(.+?)\*\*/g)].map(([, figure]) => figure)).toEqual(found);
});

test.each(sections)("docs/figures.md has the section %s", (section) => {
  expect(readSection(readFileSync("docs/figures.md", "utf8"), section)).not.toBe("");
});
