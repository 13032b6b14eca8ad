/** Commands that measure print their lines and, asked by `--write`, put them into their section of `docs/figures.md`. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { replaceSection, type Section, sectionText } from "./section.ts";

const page = "docs/figures.md";
const option = "--write";

export type Print = (line: string) => void;

export const isWriting = (): boolean => process.argv.includes(option);

/** @returns the lines, which were printed as they came */
export async function printed(measure: (print: Print) => Promise<void> | void): Promise<string[]> {
  const lines: string[] = [];
  await measure((line) => {
    console.log(line);
    lines.push(line);
  });
  return lines;
}

/** @throws an Error where the page has no such section, or where there is no Git to tell the commit */
export function writeFigures(section: Section, lines: string[]): void {
  const options = process.argv.slice(2).filter((one) => one !== option);
  const [name] = section.split(" ");
  const measured = {
    command: [`npm run ${name}`, ...(options.length > 0 ? ["--"] : []), ...options].join(" "),
    date: new Date().toISOString().slice(0, 10),
    commit: git("rev-parse", "--short=7", "HEAD"),
    // Another section may have been written just before.
    isChanged: git("status", "--porcelain", "--", ".", `:!${page}`) !== "",
    cores: availableParallelism(),
    memory: totalmem(),
  };
  writeFileSync(page, replaceSection(readFileSync(page, "utf8"), section, sectionText(measured, lines)));
  console.log(`${page}: wrote "${section}"`);
}

const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();
