/**
 * The own words of a plain text, and what it quotes. Nothing is thrown away: each line is in one of the two. Where
 * somebody answers between the lines that they quote, those stay in sight with the answer.
 */
import { isAttribution, isFooter, isForward, isHeaderBlock, isSeparator, mayBeginAttribution } from "./quote-words.ts";

export interface CutText {
  text: string;
  quoted: string;
}

type Kind = "own" | "quote" | "blank";

const quoteSign = /^\s{0,3}(?:>|\|(?=\s))/;
/** Lines that only divide, and the sign by which some programs count who reads a mail. */
const isRule = /^\s*(?:[-*#~=_+—|]{2,}|ᐧ)\s*$/;
/** Of a sentence that a program has broken. */
const maxAttributionLines = 4;
/** Longer ones hold more than a name and a telephone number. */
const maxSignatureLines = 12;

export function cutPlain(plain: string): CutText {
  const lines = plain.replace(/\r\n?/g, "\n").split("\n");
  const kinds = kindsOf(lines);
  const end = endOfOwn(lines, kinds);
  const begin = startOfOwn(lines, kinds, end);
  const text = joined(lines.slice(begin, end));
  // A mail that is nothing but a quote says it by quoting.
  if (text === "") return { text: joined(lines), quoted: "" };
  const parts = [joined(lines.slice(0, begin)), joined(lines.slice(end))];
  return { text, quoted: parts.filter((part) => part !== "").join("\n\n") };
}

/**
 * One quote that a program has put above all that is their own goes too. With more of them somebody answers between the
 * lines, and without a sentence above it they have chosen themselves what to quote.
 */
function startOfOwn(lines: readonly string[], kinds: readonly Kind[], end: number): number {
  const first = kinds.indexOf("own");
  const top = kinds.indexOf("quote");
  if (first <= 0 || first >= end || top < 0 || quoteSign.test(lines[top]!)) return 0;
  return kinds.slice(first, end).includes("quote") ? 0 : first;
}

function kindsOf(lines: readonly string[]): Kind[] {
  const kinds: Kind[] = lines.map((line) => (line.trim() === "" ? "blank" : quoteSign.test(line) ? "quote" : "own"));
  for (let at = 0; at < lines.length; at++) {
    if (kinds[at] !== "own") continue;
    if (isForward(lines[at]!)) return kinds;
    // From here on somebody else speaks, whatever the lines begin with.
    if (beginsQuoteToTheEnd(lines, at)) return [...kinds.slice(0, at), ...lines.slice(at).map(() => "quote" as const)];
    const length = attributionAt(lines, kinds, at);
    if (length === 0) continue;
    const next = nextOf(kinds, at + length);
    // Without signs nothing tells where it ends.
    if (next === undefined || kinds[next] === "own") {
      return [...kinds.slice(0, at), ...lines.slice(at).map(() => "quote" as const)];
    }
    kinds.fill("quote", at, at + length);
  }
  return kinds;
}

const beginsQuoteToTheEnd = (lines: readonly string[], at: number): boolean =>
  isSeparator(lines[at]!) ||
  isHeaderBlock(lines, at) ||
  (/^\s*_{20,}\s*$/.test(lines[at]!) && lines.slice(at + 1, at + 4).some((_, i) => isHeaderBlock(lines, at + 1 + i)));

/** How many lines the sentence above a quote takes; 0 where there is none. */
function attributionAt(lines: readonly string[], kinds: readonly Kind[], at: number): number {
  let sentence = "";
  for (let length = 1; length <= maxAttributionLines; length++) {
    const line = lines[at + length - 1];
    if (line === undefined || kinds[at + length - 1] !== "own") return 0;
    sentence = `${sentence} ${line}`.trim();
    if (isAttribution(sentence)) return length;
    if (length === 1 && !mayBeginAttribution(sentence)) return 0;
  }
  return 0;
}

function nextOf(kinds: readonly Kind[], from: number): number | undefined {
  for (let at = from; at < kinds.length; at++) if (kinds[at] !== "blank") return at;
  return undefined;
}

/** Where nothing of their own comes any more: behind it are quotes, a signature and what a phone puts below. */
function endOfOwn(lines: readonly string[], kinds: readonly Kind[]): number {
  let end = lines.length;
  for (;;) {
    const before = end;
    while (end > 0 && (kinds[end - 1] !== "own" || isFooter(lines[end - 1]!) || isRule.test(lines[end - 1]!))) end -= 1;
    end = withoutSignature(lines, kinds, end);
    if (end === before) return end;
  }
}

function withoutSignature(lines: readonly string[], kinds: readonly Kind[], end: number): number {
  for (let at = end - 1; at >= Math.max(0, end - maxSignatureLines); at--) {
    if (kinds[at] === "quote") return end;
    if (/^\s*(?:--|—|__)\s*$/.test(lines[at]!)) return at;
  }
  return end;
}

const joined = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n{1,2}|\n{1,2}$/g, "");
