/**
 * Markdown's signs around what is selected in a text that is being written: put there, or taken away where they stand
 * already. Whoever presses a key wants to see it take effect, so signs go where `server/content/` reads them: around
 * whole words and against them, and around each line by itself, behind the sign of its list or quote.
 */
import { isSpacedLetter, signAt, signBefore } from "./letters.ts";

export type Format = "bold" | "italic" | "code" | "link";

/** What stands from `from` to `to` becomes `insert`, and then `start` to `end` is selected. UTF-16 units, as in fields. */
export interface Change {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

const signs = { bold: "**", italic: "*", code: "`" };
type Signs = keyof typeof signs;

export function formatted(text: string, start: number, end: number, format: Format): Change {
  const picked = text.slice(start, end);
  if (picked.trim() !== "") {
    end = start + picked.trimEnd().length;
    start += picked.length - picked.trimStart().length;
  }
  if (format === "link") return linked(text, start, end);
  if (text.slice(start, end).includes("\n"))
    return format === "code" ? fenced(text, start, end) : lines(text, start, end, format);
  return onWords(text, start, end, format);
}

interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** By its Latin letter, or by the place of the key where the keyboard writes another script. */
export function formatOfKey(event: Press): Format | undefined {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (ctrlKey === metaKey || shiftKey || altKey) return undefined;
  const letter = /^[\0-\x7f]$/.test(key) ? key.toLowerCase() : code.slice("Key".length).toLowerCase();
  return new Map<string, Format>([
    ["b", "bold"],
    ["i", "italic"],
    ["k", "link"],
  ]).get(letter);
}

/** Of what is picked in the middle of one; of a caret, the one that it touches. */
function wholeWords(text: string, start: number, end: number): [start: number, end: number] {
  const isCaret = start === end;
  while (isSpacedLetter(signBefore(text, start)) && (isCaret || isSpacedLetter(signAt(text, start)))) {
    start -= signBefore(text, start).length;
  }
  while (isSpacedLetter(signAt(text, end)) && (isCaret || isSpacedLetter(signBefore(text, end)))) {
    end += signAt(text, end).length;
  }
  return [start, end];
}

function onWords(text: string, start: number, end: number, format: Signs): Change {
  const sign = signs[format];
  const caret = start === end ? start : undefined;
  while (text[start] === sign[0] && text[end - 1] === sign[0] && end - start > 1) {
    start += 1;
    end -= 1;
  }
  if (format !== "code") [start, end] = wholeWords(text, start, end);
  const words = text.slice(start, end);
  const isSet = has(runAround(text, start, end, sign[0]!), format);
  const length = isSet ? -sign.length : sign.length;
  const selected = { start: (caret ?? start) + length, end: (caret ?? end) + length };
  return isSet
    ? { from: start + length, to: end - length, insert: words, ...selected }
    : { from: start, to: end, insert: sign + words + sign, ...selected };
}

/** How many of the sign stand on both sides. Three stars are both kinds of emphasis. */
function runAround(text: string, start: number, end: number, sign: string): number {
  let count = 0;
  while (count < 3 && text[start - 1 - count] === sign && text[end + count] === sign) count += 1;
  return count;
}

const has = (run: number, format: Signs): boolean =>
  format === "bold" ? run > 1 : format === "italic" ? run % 2 === 1 : run > 0;

function lines(text: string, begin: number, stop: number, format: Signs): Change {
  const [first, end] = wholeWords(text, begin, stop);
  const line = text.lastIndexOf("\n", first - 1) + 1;
  // Picked from its sign on, a line of a list is that line; from its middle on, it is what was picked.
  const start = isPrefix(text.slice(line, first)) ? line : first;
  const parts = text
    .slice(start, end)
    .split("\n")
    .map((line) => {
      const words = line.slice(prefixOf(line).length);
      const { from, to, insert } = onWords(words, 0, words.length, format);
      return { line, words, made: words.slice(0, from) + insert + words.slice(to) };
    })
    .map((part) => ({ ...part, isAdding: part.made.length > part.words.length }));
  const isAdding = parts.some((part) => part.words !== "" && part.isAdding);
  const insert = parts
    .map(({ line, words, made, isAdding: adds }) =>
      words === "" || adds !== isAdding ? line : line.slice(0, -words.length) + made,
    )
    .join("\n");
  return { from: start, to: end, insert, start, end: start + insert.length };
}

/** The signs of a list or a quote that a line begins with. */
const prefixOf = (line: string): string => /^\s*(?:(?:[-*+>]|\d+[.)])\s+)*/.exec(line)![0];
const isPrefix = (begin: string): boolean => prefixOf(begin) === begin;

const fence = "```";

function fenced(text: string, start: number, end: number): Change {
  const [open, close] = [`${fence}\n`, `\n${fence}`];
  const code = text.slice(start, end);
  if (text.slice(0, start).endsWith(open) && text.startsWith(close, end)) {
    const from = start - open.length;
    return { from, to: end + close.length, insert: code, start: from, end: from + code.length };
  }
  const begin = start === 0 || text[start - 1] === "\n" ? open : `\n${open}`;
  const stop = end === text.length || text[end] === "\n" ? close : `${close}\n`;
  const at = start + begin.length;
  return { from: start, to: end, insert: begin + code + stop, start: at, end: at + code.length };
}

/** An address becomes what the link leads to, anything else what it says. What is missing is selected, to be typed. */
function linked(text: string, start: number, end: number): Change {
  const picked = text.slice(start, end);
  if (/^(https?:\/\/|mailto:)\S+$/i.test(picked)) {
    return { from: start, to: end, insert: `[](${picked})`, start: start + 1, end: start + 1 };
  }
  const words = picked.replaceAll(/\s*\n\s*/g, " ");
  const address = "https://";
  const at = words === "" ? start + 1 : start + words.length + 3;
  return {
    from: start,
    to: end,
    insert: `[${words}](${address})`,
    start: at,
    end: words === "" ? at : at + address.length,
  };
}
