/** What announces a quote: "On …, Ann wrote:", a header that was copied, a line between dashes. */
import { inSmall, isBlank, type Line, nextFilled } from "./quote-lines.ts";
import {
  forwardWords,
  type HeaderField,
  headerFields,
  openingWords,
  originalWords,
  wroteWords,
} from "./quote-words.ts";

/** Lines that one "On … wrote:" is broken over. */
const maxAttributionLines = 4;
/** Lines of a copied header, with those that a long list of people goes on over. */
const maxHeaderLines = 30;

/** Scripts without spaces between words have none around these either. */
const isUnspaced = (word: string): boolean => /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word);

const wrote = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${wroteWords.filter((word) => !isUnspaced(word)).join("|")})(?![\\p{L}\\p{N}])` +
    `|${wroteWords.filter(isUnspaced).join("|")}`,
  "u",
);

/** Between two rows of dashes, in small characters. */
function betweenDashes(words: string): string | undefined {
  const opening = /^[-_=+]{2,}[-_=+\s]*/.exec(words)?.[0].length ?? 0;
  if (opening === 0) return undefined;
  const closing = words.slice(opening).search(/[-_=+]{2}/);
  return closing < 0 ? undefined : inSmall(words.slice(opening, opening + closing).trim());
}

export function isForwardMark({ words }: Line): boolean {
  const between = betweenDashes(words);
  if (between !== undefined) return forwardWords.has(between);
  if (!/[:：]$/.test(words)) return false;
  return forwardWords.has(inSmall(words.slice(0, -1).trim()));
}

export const isOriginalMark = ({ words }: Line): boolean => originalWords.has(betweenDashes(words) ?? "");

/** @returns undefined for a line that is none of a header */
function fieldOf({ words }: Line): HeaderField | undefined {
  const colon = words.slice(0, 40).search(/[:：]/);
  return colon < 1 ? undefined : headerFields.get(inSmall(words.slice(0, colon).replaceAll("_", "").trim()));
}

/**
 * The end of a header that was copied above a quote: who, to whom or when, and about what.
 * Without a subject it also has to hold an address, since a journey goes from somewhere to somewhere, too.
 * @returns the line after it; undefined where none begins
 */
export function headerEnd(lines: Line[], start: number): number | undefined {
  const first = fieldOf(lines[start]!);
  if (first === undefined || first === "cc") return undefined;
  const fields = new Set<HeaderField>();
  let hasAddress = false;
  let end = start;
  let isGap = false;
  for (let at = start; at < Math.min(lines.length, start + maxHeaderLines); at++) {
    const line = lines[at]!;
    if (isBlank(line)) {
      isGap = true;
      continue;
    }
    const field = fieldOf(line);
    if (field === undefined) {
      // What a long field goes on over; after an empty line it is the mail itself.
      if (isGap || at - end > 6) break;
      continue;
    }
    if (field !== "cc" && fields.has(field)) break;
    // Some write each field as a paragraph.
    isGap = false;
    fields.add(field);
    hasAddress ||= line.words.includes("@");
    end = at + 1;
  }
  const four = (["from", "to", "date", "subject"] as const).filter((field) => fields.has(field)).length;
  if (!fields.has("from")) return undefined;
  if (first !== "from") return four === 4 ? end : undefined;
  return (fields.has("subject") && four >= 3) || (four === 3 && hasAddress) ? end : undefined;
}

export interface Attribution {
  start: number;
  /** Beyond doubt, also where no line after it is marked as quoted. */
  isSure: boolean;
}

/**
 * "On …, Ann wrote:" whose last line is that one.
 * @param isFollowed by lines that are marked as quoted; if not, only one beyond doubt is found
 */
export function attributionAt(lines: Line[], end: number, isFollowed: boolean): Attribution | undefined {
  const last = lines[end]!;
  const hasColon = /[:：]["'»”]?$/.test(last.words);
  if (!hasColon && !isFollowed) return undefined;
  let joined = "";
  let found: Attribution | undefined;
  for (let start = end; start >= 0 && end - start < maxAttributionLines; start--) {
    const line = lines[start]!;
    if (isBlank(line) || line.depth !== last.depth || line.hint === "code") break;
    // What stands above a whole one is the writer's.
    if (found && !leadsOn(line.words, joined)) break;
    joined = `${line.words} ${joined}`.trim();
    if (joined.length > 500) break;
    if (!isFollowed && !joined.includes("@")) continue;
    const isWord = opensByWord(line.words);
    const isOpening = isWord || /^\d/.test(bare(line.words));
    const isSure = isDoubtless(joined) && (isOpening || isVerbLast(joined));
    if (!isSure && !(isFollowed && announces(joined, isOpening, hasColon))) continue;
    found = { start, isSure };
    if (isWord && hasYear(joined)) break;
  }
  return found;
}

/** Whether a line is the beginning of what goes on below it with a year, a time or an address. */
function leadsOn(words: string, below: string): boolean {
  if (/[<(]$/.test(words)) return true;
  if (/[^\s<>]@[^\s<>]+>/.test(words)) return !hasAddress(below);
  const isBeginning = (hasYear(words) && !hasYear(below)) || (opensByWord(words) && /\d/.test(words));
  return isBeginning && words.length <= 60 && !/[!?:]$|\p{L}{5,}\.$/u.test(words);
}

const hasAddress = (text: string): boolean => /[^\s@]@[^\s@]/.test(text);
const hasYear = (text: string): boolean => /(19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d/.test(text);
const isDated = (text: string): boolean => hasYear(text) || /\d{1,2} ?[:.h時시点점] ?\d{2}/.test(text);
const hasVerb = (text: string): boolean => wrote.test(inSmall(text));
const isVerbLast = (text: string): boolean => hasVerb(text.slice(-20));

/** A sentence of a writer's own may say when somebody wrote, but not by which address. */
const isDoubtless = (joined: string): boolean => hasAddress(joined) && isDated(joined) && hasVerb(joined);

/** Above lines that are marked as quoted, where a writer's own sentence may stand, too. */
function announces(joined: string, isOpening: boolean, hasColon: boolean): boolean {
  if (!hasColon || !hasVerb(joined)) return isOpening && isDated(joined) && /@\S*[:：]?$/.test(joined);
  if (isOpening) return /\d/.test(joined);
  if (hasAddress(joined)) return true;
  // "Ann van Dyk wrote:", and not "then your colleague wrote:".
  const isName = /^(["'“„(]?\p{Lu}\S* |(van|von|de|der|den|via) )+\S+ ?[:：]$/u;
  return isVerbLast(joined) && (isDated(joined) || isName.test(joined.slice(0, 100)));
}

const bare = (words: string): string => words.replace(/^[-\s"'“„«<(|]+/, "");

/** Begins as such lines do, where not with a figure: "On", "Thu, 26 Jun", "понедельник, 6 октября". */
function opensByWord(words: string): boolean {
  const text = inSmall(bare(words).slice(0, 30));
  const [first = ""] = text.split(/[\s,.]/, 1);
  return openingWords.has(first) || /^\p{L}[\p{L}\p{M}-]{1,13}[.,]{0,2} ?\d/u.test(text);
}

/** Whether what stands there from the first filled line on is marked as quoted. */
export function quoteFollows(lines: Line[], from: number): boolean {
  const at = nextFilled(lines, from);
  const line = lines[at];
  return line !== undefined && at - from <= 3 && (line.depth > 0 || isBarred(line));
}

/** Quoted by a bar, as some programs do; a table has one at its end, too. */
export const isBarred = ({ words }: Line): boolean => words === "|" || /^\| .*[^|]$/.test(words);
