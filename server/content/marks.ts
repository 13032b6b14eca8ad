/**
 * Which of the typed signs are beyond doubt Markdown's, and may be drawn without room. They have to stand outside of words,
 * and what they hold has to be words: in a password, a path, a name of a program or a formula every sign counts, so
 * whatever could be one of these shows its signs.
 */
import type { Inline } from "../contract/content.ts";
import { isLetter, isSpacedLetter, signAt, signBefore } from "../notation/letters.ts";
import type { Meter } from "./meter.ts";

export type AsMark = (text: string) => Inline;

export const mark: AsMark = (text) => ({ type: "mark", text });
export const silentMark: AsMark = (text) => ({ type: "mark", text, silent: true });

/** Letters and digits that are mixed are rather a code than a word. */
const letters = String.raw`\p{L}[\p{L}\p{M}]*(?:[-‐'’]\p{L}[\p{L}\p{M}]*)*`;
const number = String.raw`[#\p{Sc}]?\p{N}+(?:[.,:]\p{N}+)*[%\p{Sc}]?`;
const sign = String.raw`(?:[-–—&…\p{Extended_Pictographic}\p{Emoji_Modifier}]|\u200d|\ufe0f)+`;
/** As sentences have it: `(so,`. */
const word = new RegExp(
  `^[("'“”„‚‘’«»¿¡…–—]*(?:${letters}|${number}|${sign})[)"'“”„‚‘’«».,;:!?…–—。，、；：！？،؛؟]*$`,
  "u",
);

/** @param text without the signs of emphasis in it */
function areWords(text: string, meter: Meter): boolean {
  meter.steps += text.length;
  return /\p{L}/u.test(text) && text.split(/\s+/).every((one) => one === "" || word.test(one));
}

/** What is read of it. */
const readOf = (nodes: readonly Inline[]): string =>
  nodes.map((node) => (node.type === "mark" ? "" : "text" in node ? node.text : readOf(node.children))).join("");

const opens = /^$|[\s("'“„‚‘«¿¡–—…]/;
const closes = /^$|[\s)"'“”‘’»«.,;:!?…–—。，、；：！？،؛؟]/;

/** Between letters of a script without spaces, too, where nothing else sets words apart. */
function standsOutside(text: string, start: number, end: number): boolean {
  const [before, after] = [signBefore(text, start), signAt(text, end)];
  const isEastern = (sign: string): boolean => isLetter(sign) && !isSpacedLetter(sign);
  // A bracket that follows a name is a call: `f(*args*)`.
  const isCall = before === "(" && isLetter(signBefore(text, start - 1));
  return (opens.test(before) || isEastern(before)) && (closes.test(after) || isEastern(after)) && !isCall;
}

/** For signs around these nodes, which together reach from `start` to `end` of the text. */
export function markAround(nodes: readonly Inline[], text: string, start: number, end: number, meter: Meter): AsMark {
  return standsOutside(text, start, end) && areWords(readOf(nodes), meter) ? silentMark : mark;
}

/** Code looks like code without its signs; what it holds may be anything that has a letter. */
export const markOfCode = (inner: string, text: string, start: number, end: number): AsMark =>
  /\p{L}/u.test(inner) && standsOutside(text, start, end) ? silentMark : mark;
