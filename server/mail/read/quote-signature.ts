/** What stands beneath a mail and says nothing of its matter: a signature after `-- `, "Sent from my iPhone". */
import { isBlank, isRule, type Line } from "./quote-lines.ts";
import { deviceWords, sentBeginnings, sentEndings } from "./quote-words.ts";

/** Of a signature: what goes on for longer was written for this mail. With the space that the convention asks for. */
const maxSigned = { lines: 40, characters: 3000 };
/** Where two dashes stand alone, which may part one thought from another; what asks is no signature. */
const maxDashed = { lines: 12, characters: 800 };
/** Of a mailing list's own lines, under a long line. */
const maxListLines = 6;

/**
 * Where the writer's own words end in the lines from `start` to before `end`.
 * @returns the first line of the signature and whatever else stands beneath; `end` without any
 */
export function signatureStart(lines: Line[], start: number, end: number): number {
  let foot = dashesIn(lines, start, end) ?? listFooterIn(lines, start, end) ?? end;
  for (let at = foot - 1; at >= start; at--) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    if (line.hint === "code" || !(isRule(line) || line.hint === "signature" || isFooter(line.words))) break;
    foot = at;
  }
  return foot;
}

function dashesIn(lines: Line[], start: number, end: number): number | undefined {
  let found: number | undefined;
  let count = 0;
  let characters = 0;
  let isAsking = false;
  for (let at = end - 1; at >= start; at--) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    if (line.hint === "code") break;
    if (line.words === "--") {
      const max = line.text.endsWith("-- ") ? maxSigned : maxDashed;
      const isShort = count <= max.lines && characters <= max.characters;
      if (isShort && !(max === maxDashed && isAsking)) found = at;
    }
    count += 1;
    characters += line.text.length;
    isAsking ||= line.words.endsWith("?");
    if (count > maxSigned.lines || characters > maxSigned.characters) break;
  }
  return found;
}

function listFooterIn(lines: Line[], start: number, end: number): number | undefined {
  let hasAddress = false;
  let count = 0;
  for (let at = end - 1; at >= start && count <= maxListLines; at--) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    if (/^_{20,60}$/.test(line.words)) return hasAddress ? at : undefined;
    hasAddress ||= /[^\s@]@[^\s@]|https?:/.test(line.words);
    count += 1;
  }
  return undefined;
}

/** "Sent from my iPhone", "Get Outlook for iOS" and their like in other languages. */
export function isFooter(words: string): boolean {
  if (words.length > 160 || words.endsWith("?")) return false;
  const bare = words
    .replaceAll(/\(https?:[^\s)]*\)|<?https?:[^\s>]*>?/g, "")
    .replaceAll(/[<>()[\]"]/g, "")
    .replace(/[.!\s]+$/, "")
    .trim()
    .toLowerCase();
  const count = bare.split(" ").length;
  if (bare.includes("outlook") && /\b(ios|android|mobile)\b/.test(bare) && count <= 7) return true;
  if (/^(via|from|[\p{L}\p{M}]+ from|[\p{L}\p{M} ]+ via) (my )?(mobile|cell ?phone)$/u.test(bare)) return count <= 4;
  const beginning = sentBeginnings.find((one) => bare.startsWith(one));
  const isSent = beginning !== undefined || sentEndings.some((one) => bare.endsWith(one) && bare.length <= 40);
  if (!isSent) return false;
  if (/^sent (from|via) my [^\s,]+( [^\s,]+){0,2}$/.test(bare)) return true;
  const [head = ""] = bare.split(/[,.] /, 1);
  return head.split(" ").length <= 11 && deviceWords.some((device) => head.includes(device));
}
