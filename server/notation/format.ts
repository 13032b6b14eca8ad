/**
 * Markdown's signs around what is selected in a text that is being written: put there, or taken away where they stand
 * already. Whoever presses a key wants to see it take effect, so signs go where `server/content/` reads them: around
 * whole words and against them, and around each line by itself, behind the sign of its list or quote.
 */
import { isLetter, isSpacedLetter, signAt, signBefore } from "./letters.ts";

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

export function formatted(text: string, from: number, to: number, format: Format): Change {
  const [start, end] = trimmed(text, from, to);
  if (format === "link") return linked(text, start, end);
  if (text.slice(start, end).includes("\n")) {
    return format === "code" ? fenced(text, start, end) : lines(text, start, end, format);
  }
  return onWords(text, start, end, format);
}

/** Without blanks at its ends, and without the sign of a list or a quote that its line begins with. */
function trimmed(text: string, from: number, to: number): [start: number, end: number] {
  const picked = text.slice(from, to);
  if (picked.trim() === "") return [from, to];
  const end = from + picked.trimEnd().length;
  const start = end - picked.trim().length;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const words = line + prefixOf(text.slice(line, end)).length;
  const isOneLine = !text.slice(start, end).includes("\n");
  return [isOneLine && words > start && words < end ? words : start, end];
}

interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/**
 * By its Latin letter, or by the place of the key where the keyboard writes another script.
 * @param isMac there Command, since Control with these letters goes through the text
 */
export function formatOfKey(event: Press, isMac: boolean): Format | undefined {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (metaKey !== isMac || ctrlKey === isMac || shiftKey || altKey) return undefined;
  const letter = /^[\0-\x7f]$/.test(key) ? key.toLowerCase() : code.slice("Key".length).toLowerCase();
  return new Map<string, Format>([
    ["b", "bold"],
    ["i", "italic"],
    ["k", "link"],
  ]).get(letter);
}

type IsLetter = (sign: string) => boolean;

/** A letter, or what joins two of them to one word: `well-known`. */
const isOfWord = (text: string, at: number, isPart: IsLetter): boolean =>
  isPart(signAt(text, at)) ||
  (/^[-‐'’]$/.test(signAt(text, at)) && isPart(signBefore(text, at)) && isPart(signAt(text, at + 1)));

/** Of what is picked in the middle of one; of a caret, the one that it touches. */
function wholeWords(text: string, from: number, to: number, isPart: IsLetter): [start: number, end: number] {
  const isCaret = from === to;
  let [start, end] = [from, to];
  for (let sign = ""; (sign = signBefore(text, start)) !== ""; start -= sign.length) {
    if (!isOfWord(text, start - sign.length, isPart) || !(isCaret || isOfWord(text, start, isPart))) break;
  }
  for (; isOfWord(text, end, isPart); end += signAt(text, end).length) {
    if (!isCaret && !isOfWord(text, end - signBefore(text, end).length, isPart)) break;
  }
  return [start, end];
}

/** Only `**` may stand between letters of a script without spaces. */
const partOf = (format: Signs): IsLetter => (format === "bold" ? isSpacedLetter : isLetter);

function onWords(text: string, from: number, to: number, format: Signs): Change {
  const sign = signs[format];
  const mark = sign[0]!;
  if (from === to && isBeforeItsEnd(text, from, sign)) {
    // Whoever has typed between the signs goes on behind them.
    const at = from + sign.length;
    return { from, to, insert: "", start: at, end: at };
  }
  let [start, end] = [from, to];
  while (text[start] === mark && text[end - 1] === mark && end - start > 1) {
    start += 1;
    end -= 1;
  }
  if (text.slice(start, end).includes(mark)) {
    const picked = text.slice(from, to);
    const bare = picked.replaceAll(piecesOf[format], "$1");
    // More than one piece has it: none has it afterwards.
    if (bare !== picked) return { from, to, insert: bare, start: from, end: from + bare.length };
    [start, end] = [from, to];
  }
  if (format !== "code") [start, end] = wholeWords(text, start, end, partOf(format));
  const words = text.slice(start, end);
  const isSet = has(runAround(text, start, end, mark), format);
  const length = isSet ? -sign.length : sign.length;
  const selected =
    from === to ? { start: from + length, end: from + length } : { start: start + length, end: end + length };
  return isSet
    ? { from: start + length, to: end - length, insert: words, ...selected }
    : { from: start, to: end, insert: sign + words + sign, ...selected };
}

/** What has it, within a line; three stars are both kinds of emphasis. */
const piecesOf: Record<Signs, RegExp> = {
  bold: /\*\*([^\n]+?)\*\*/g,
  italic: /(?<!\*)\*(?!\*)([^*\n]+)\*(?!\*)/g,
  code: /`([^`\n]+)`/g,
};

function isBeforeItsEnd(text: string, at: number, sign: string): boolean {
  const run = new RegExp(`^\\${sign[0]!}+`).exec(text.slice(at, at + 4))?.[0].length;
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return run === sign.length && !before.endsWith(sign[0]!) && /\S$/.test(before) && before.includes(sign);
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
  const [first, end] = wholeWords(text, begin, stop, partOf(format));
  const line = text.lastIndexOf("\n", first - 1) + 1;
  // Picked from its sign on, a line of a list is that line; from its middle on, it is what was picked.
  const start = isPrefix(text.slice(line, first)) ? line : first;
  const parts = text
    .slice(start, end)
    .split("\n")
    .map((whole) => {
      const prefix = prefixOf(whole);
      const words = whole.slice(prefix.length).trimEnd();
      const { from, to, insert } = onWords(words, 0, words.length, format);
      const made = words === "" ? "" : words.slice(0, from) + insert + words.slice(to);
      return { prefix, words, made, blanks: whole.slice(prefix.length + words.length) };
    });
  const adds = ({ made, words }: { made: string; words: string }): boolean => made.length > words.length;
  const isAdding = parts.some(adds);
  const insert = parts
    .map((part) => part.prefix + (adds(part) === isAdding ? part.made : part.words) + part.blanks)
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
