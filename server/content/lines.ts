/** A body by its lines: which of them belong together, and as what. */
import type { Meter } from "./meter.ts";

export type Kind = "code" | "quote" | "bullets" | "numbers" | "text";

export interface Group {
  kind: Kind;
  /** With their ends. */
  lines: string[];
}

export const quoteSign = /^ {0,3}>[ \t]?/;
export const bulletSign = /^[ \t]{0,3}[-*+•][ \t]+(?=\S)/;
export const numberSign = /^[ \t]{0,3}\d{1,4}[.)][ \t]+(?=\S)/;
const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const closingFence = /^[ \t]*(`{3,}|~{3,})\s*$/;

export function* groups(body: string, meter: Meter): Generator<Group> {
  const lines = body.split(/(?<=\n)/);
  meter.steps += body.length + lines.length;
  const closers = closersOf(lines);
  const kindAt = (at: number): Kind => (closers[at] === undefined ? kindOf(lines[at]!) : "code");
  let start = 0;
  while (start < lines.length) {
    const kind = kindAt(start);
    let end = start + 1;
    if (kind === "code") end = closers[start]! + 1;
    else if (kind === "text") end = paragraphEnd(lines, start, kindAt);
    else while (end < lines.length && kindAt(end) === kind) end += 1;
    yield { kind, lines: lines.slice(start, end) };
    start = end;
  }
}

function kindOf(line: string): Kind {
  if (quoteSign.test(line)) return "quote";
  if (bulletSign.test(line)) return "bullets";
  if (numberSign.test(line)) return "numbers";
  return "text";
}

const isEmpty = (line: string): boolean => /^\s*$/.test(line);

/** After its last empty line, before the next that says something. */
function paragraphEnd(lines: string[], start: number, kindAt: (at: number) => Kind): number {
  let end = start + 1;
  while (end < lines.length && kindAt(end) === "text" && !(isEmpty(lines[end - 1]!) && !isEmpty(lines[end]!))) end += 1;
  return end;
}

/**
 * For each line that opens a fence, the line that closes it: the next of the same sign that is at least as long. One
 * that is never closed is no fence: the rest of a message must not turn into code. From the end, keeping only closers
 * that are longer than all after them, so that no fence looks for its own.
 */
function closersOf(lines: string[]): (number | undefined)[] {
  const found: (number | undefined)[] = [];
  const ahead: Record<string, { at: number; length: number }[]> = { "`": [], "~": [] };
  for (let at = lines.length - 1; at >= 0; at--) {
    const opening = fence.exec(lines[at]!)?.[1];
    if (opening) found[at] = nearest(ahead[opening[0]!]!, opening.length);
    const closing = closingFence.exec(lines[at]!)?.[1];
    if (!closing) continue;
    const known = ahead[closing[0]!]!;
    while (known.length > 0 && known.at(-1)!.length <= closing.length) known.pop();
    known.push({ at, length: closing.length });
  }
  return found;
}

/** @param known the nearest last, each further one longer */
function nearest(known: { at: number; length: number }[], length: number): number | undefined {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[middle]!.length >= length) low = middle + 1;
    else high = middle;
  }
  return known[low - 1]?.at;
}
