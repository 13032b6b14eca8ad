/** A mail by its lines, as what looks for quotes reads them: both those of a plain mail and those made of HTML. */

/** What HTML tells of a line beyond its words. */
export type Hint =
  /** Announces a quote. */
  | "attribution"
  /** Lies in what the program marked as quoted. */
  | "cited"
  /** Lies in a blockquote that no program marked: how one indents, unless something announces it. */
  | "indented"
  /** From here to the end of the mail all is quoted. */
  | "rest"
  | "signature"
  /** Of a program or a log: nothing in it announces anything. */
  | "code";

export interface Line {
  /** As it is shown. */
  text: string;
  /** How often it is quoted; 0: not. */
  depth: number;
  /** Without signs of quotes, invisible signs and emphasis; no more of it than `maxWords`. */
  words: string;
  hint?: Hint;
}

/** Characters of a line that are looked at. What announces a quote is shorter, and each look stays cheap. */
const maxWords = 400;

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

export function lineOf(text: string, depth = 0, hint?: Hint): Line {
  if (text === "") return { text, depth, words: "", ...(hint && { hint }) };
  let at = 0;
  let signs = 0;
  for (; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === ">") signs += 1;
    else if (sign !== " " && sign !== "\t" && sign !== "\u00a0") break;
  }
  const words = text
    .slice(at, at + maxWords)
    .replaceAll(/[*\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
    .replaceAll(/[\s\u00a0]+/g, " ")
    .trim();
  return { text, depth: hint === "code" ? depth : Math.max(depth, signs), words, ...(hint && { hint }) };
}

/** In small characters; a Turkish İ is one character there, too. */
export const inSmall = (text: string): string => text.toLowerCase().replaceAll("i\u0307", "i");

export const isBlank = (line: Line): boolean => !visible.test(line.words) && !visible.test(line.text);

/** Only signs that part one thing from another: `-----`, `* * *`, `____`. */
export const isRule = ({ words, text }: Line): boolean =>
  text.length < 400 && /^[-_=*#~+—–ᐧ\s>]+$/.test(text) && (words.length !== 1 || words === "ᐧ");

/** The next line that says anything, from there on; the number of lines where there is none. */
export function nextFilled(lines: Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at]!)) at += 1;
  return at;
}

/** Lines as one text, without the empty ones around it, and never two empty ones in a row. */
export function joinLines(lines: Line[]): string {
  const kept: string[] = [];
  let wasBlank = true;
  for (const line of lines) {
    const isEmpty = isBlank(line) && line.depth === 0 && line.hint !== "code";
    if (!isEmpty) kept.push(line.text.trimEnd());
    else if (!wasBlank) kept.push("");
    wasBlank = isEmpty;
  }
  while (kept.at(-1) === "") kept.pop();
  return kept.join("\n");
}
