/**
 * The writer's own words of a mail, apart from what it quotes. In doubt a line is the writer's: what is folded away
 * wrongly is a word that nobody reads, what stays wrongly is only long.
 *
 * - Below a header that was copied (Outlook), below `-----Original Message-----` and below a sure "On … wrote:" without
 *   signs, all is quoted.
 * - Lines with `>` are quoted where something announced them, or where they end the mail.
 * - With answers between them they stay, up to the last answer: an answer without its question says nothing.
 * - What is forwarded is the matter itself and stays.
 */
import { isBlank, isRule, type Line, nextFilled } from "./quote-lines.ts";
import { attributionAt, headerEnd, isBarred, isForwardMark, isOriginalMark, quoteFollows } from "./quote-marks.ts";
import { signatureStart } from "./quote-signature.ts";

interface Run {
  /** With what announces it. */
  start: number;
  /** The first of its quoted lines. */
  quoteStart: number;
  end: number;
  isAnnounced: boolean;
  isForwarded: boolean;
}

interface Read {
  runs: Run[];
  /** From here on all is quoted. */
  rest: number;
  /** From here on nothing is: it is forwarded. */
  forwarded: number;
}

/** @returns for each line whether it is folded away; none is where nothing else would be left */
export function foldedLines(lines: Line[]): boolean[] {
  const { runs, rest, forwarded } = read(lines);
  const folded = lines.map((line, at) => at >= rest || (line.hint === "signature" && at < forwarded));
  const end = Math.min(rest, forwarded);
  foldSignatures(lines, { runs, end, isToEnd: forwarded >= lines.length }, folded);
  const isOwn = (at: number): boolean => !folded[at] && !isBlank(lines[at]!) && !isRule(lines[at]!);
  const isOwnAfter = runs.map(({ end: from }, index) => {
    const to = runs[index + 1]?.start ?? end;
    for (let at = from; at < to; at++) if (isOwn(at)) return true;
    return false;
  });
  const isAnsweredWithin = isOwnAfter.slice(0, -1).includes(true);
  let hasOwnAfter = forwarded < lines.length;
  for (let index = runs.length - 1; index >= 0; index--) {
    const run = runs[index]!;
    hasOwnAfter ||= isOwnAfter[index]!;
    const isQuoted = hasOwnAfter ? run.isAnnounced && !isAnsweredWithin : isQuoteAtEnd(lines, run);
    if (isQuoted && !run.isForwarded) folded.fill(true, run.start, run.end);
    else hasOwnAfter = true;
  }
  foldRules(lines, folded);
  return lines.some((_, at) => isOwn(at)) ? folded : lines.map(() => false);
}

function read(lines: Line[]): Read {
  const runs: Run[] = [];
  const found: Read = { runs, rest: lines.length, forwarded: lines.length };
  let announced: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (isBlank(line) || line.hint === "code") continue;
    if (line.depth > 0 || (announced !== undefined && isBarred(line))) {
      const run = runFrom(lines, at, announced);
      runs.push(run);
      at = run.end - 1;
      announced = undefined;
      continue;
    }
    if (isForwardMark(line)) return { ...found, forwarded: at };
    if (line.hint === "rest") return { ...found, rest: at };
    const head = isOriginalMark(line) ? at + 1 : at;
    const first = head > at ? nextFilled(lines, head) : at;
    const headed = (first < lines.length ? headerEnd(lines, first) : undefined) ?? head;
    if (headed > at) {
      if (!quoteFollows(lines, headed)) return { ...found, rest: at };
      announced ??= at;
      at = headed - 1;
      continue;
    }
    const follows = quoteFollows(lines, at + 1);
    if (line.hint === "attribution") {
      announced ??= at;
      continue;
    }
    const attribution = attributionAt(lines, at, follows);
    if (attribution && follows) announced = attribution.start;
    else if (attribution?.isSure) return { ...found, rest: attribution.start };
    else announced = undefined;
  }
  return found;
}

function runFrom(lines: Line[], at: number, announced: number | undefined): Run {
  const isQuoted = (line: Line): boolean => line.depth > 0 || (lines[at]!.depth === 0 && isBarred(line));
  let end = at;
  while (end < lines.length && isQuoted(lines[end]!)) {
    end += 1;
    const next = nextFilled(lines, end);
    if (next < lines.length && isQuoted(lines[next]!)) end = next;
  }
  const first = nextFilled(lines, at);
  const isInside = (line: Line, where: number): boolean =>
    line.hint === "cited" || headerEnd(lines, where) !== undefined || attributionAt(lines, where, true) !== undefined;
  const head = lines.slice(first, Math.min(end, first + 4));
  return {
    start: announced ?? at,
    quoteStart: at,
    end,
    isAnnounced: announced !== undefined || head.some((line, index) => isInside(line, first + index)),
    isForwarded: head.some((line) => isForwardMark(line)) || isPassedOn(lines, first),
  };
}

/** Open-Xchange passes a mail on with signs before all of it, and answers one with "On … wrote:" within them. */
function isPassedOn(lines: Line[], first: number): boolean {
  const next = nextFilled(lines, first + 1);
  return isOriginalMark(lines[first]!) && next < lines.length && headerEnd(lines, next) !== undefined;
}

/**
 * Nothing announces it, yet it ends the mail: the mail it answers, unless it is part of what is written ("It says:",
 * a line right above it, a figure after the sign).
 */
function isQuoteAtEnd(lines: Line[], { start, quoteStart, end, isAnnounced }: Run): boolean {
  if (isAnnounced) return true;
  if (lines[quoteStart]!.hint === "indented") return false;
  if (start > 0 && !isBlank(lines[start - 1]!)) return false;
  let before = start - 1;
  while (before >= 0 && isBlank(lines[before]!)) before -= 1;
  if (before >= 0 && /[:：]$/.test(lines[before]!.words)) return false;
  const quoted = lines.slice(quoteStart, end).filter((line) => line.words !== "");
  return quoted.length > 1 || quoted.some((line) => /^["'“„«(]?\p{L}/u.test(line.words));
}

function foldSignatures(
  lines: Line[],
  { runs, end, isToEnd }: { runs: Run[]; end: number; isToEnd: boolean },
  folded: boolean[],
): void {
  let start = 0;
  for (const { start: before, end: after } of runs) {
    folded.fill(true, signatureStart(lines, start, before), before);
    start = after;
  }
  if (isToEnd) folded.fill(true, signatureStart(lines, start, end), end);
}

/** Lines that part the writer's words from what is folded go with it. */
function foldRules(lines: Line[], folded: boolean[]): void {
  for (let at = lines.length - 2; at >= 0; at--) {
    if (folded[at + 1] && (isRule(lines[at]!) || isBlank(lines[at]!)) && lines[at]!.hint !== "code") folded[at] = true;
  }
}
