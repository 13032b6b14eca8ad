/** `docs/figures.md` by its sections, each of which one command writes anew. What stands between them is written by hand. */
import { stripVTControlCharacters } from "node:util";

export const sections = [
  "size",
  "bench page",
  "bench typing",
  "bench mail-quotes",
  "rounds",
  "faults",
  "faults database",
  "faults hostile",
  "faults flood",
  "fuzz",
  "attacks",
  "bench tickets",
  "bench people",
  "bench desk",
  "bench desk-postgres",
] as const;

export type Section = (typeof sections)[number];

export interface Measured {
  /** As it was typed. */
  command: string;
  /** Such as `2026-11-29`. */
  date: string;
  commit: string;
  /** Something differed from that commit. */
  isChanged: boolean;
  cores: number;
  /** Bytes. */
  memory: number;
}

/** What a command printed, under a line that says when and where. */
export function sectionText(measured: Measured, lines: string[]): string {
  const { command, date, cores } = measured;
  const commit = measured.commit + (measured.isChanged ? " with changes" : "");
  const memory = (measured.memory / 2 ** 30).toFixed(1);
  const where = `${cores} ${cores === 1 ? "core" : "cores"}, ${memory} GiB of memory`;
  // Programs that colour what they print do so into a pipe, too.
  const printed = lines.map((line) => stripVTControlCharacters(line).trimEnd()).join("\n");
  return `\`${command}\`, ${date}, commit ${commit}, ${where}:\n\n\`\`\`text\n${printed}\n\`\`\``;
}

/** @throws an Error where the page has no such section */
export function replaceSection(page: string, section: Section, text: string): string {
  const { from, to } = boundsOf(page, section);
  return `${page.slice(0, from)}\n\n${text}\n\n${page.slice(to)}`;
}

/** @throws an Error where the page has no such section */
export function readSection(page: string, section: Section): string {
  const { from, to } = boundsOf(page, section);
  return page.slice(from, to).trim();
}

function boundsOf(page: string, section: Section): { from: number; to: number } {
  const [begin, end] = [`<!-- begin ${section} -->`, `<!-- end ${section} -->`];
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) {
    throw new Error(`docs/figures.md has no section "${section}": it needs ${begin} and, after it, ${end}.`);
  }
  return { from, to };
}
