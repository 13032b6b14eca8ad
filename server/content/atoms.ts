/** The parts of a text that no emphasis can cut through: code, addresses, and links in brackets. */
import { findAddresses, isSafe } from "./addresses.ts";
import { maxNodes } from "./budget.ts";
import type { Meter } from "./meter.ts";

interface Span {
  start: number;
  end: number;
}

export type Atom =
  | (Span & { kind: "code"; ticks: number })
  | (Span & { kind: "address"; href: string })
  /** `[words](href)`. `middle` is the place of the closing bracket; code in its words follows as atoms of their own. */
  | (Span & { kind: "link"; middle: number; href: string });

/** @returns in order of their beginnings */
export function findAtoms(text: string, meter: Meter): Atom[] {
  const atoms: Atom[] = [];
  let from = 0;
  const addressesUpTo = (to: number): void => {
    for (const { start, end, href } of findAddresses(text.slice(from, to), meter)) {
      atoms.push({ kind: "address", start: from + start, end: from + end, href });
    }
  };
  for (const code of findCode(text, meter)) {
    addressesUpTo(code.start);
    atoms.push(code);
    from = code.end;
    if (atoms.length > maxNodes) break;
  }
  addressesUpTo(text.length);
  return withLinks(text, atoms, meter);
}

/** A run of backticks is closed by the next of the same length. */
function findCode(text: string, meter: Meter): Extract<Atom, { kind: "code" }>[] {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ start: run.index, ticks: run[0].length }));
  meter.steps += text.length + runs.length;
  const next = new Map<number, number>();
  const closers: (number | undefined)[] = [];
  for (let i = runs.length - 1; i >= 0; i--) {
    closers[i] = next.get(runs[i]!.ticks);
    next.set(runs[i]!.ticks, i);
  }
  const found: Extract<Atom, { kind: "code" }>[] = [];
  for (let i = 0; i < runs.length; i++) {
    const { start, ticks } = runs[i]!;
    const closer = closers[i];
    if (closer === undefined || isEscaped(text, start, meter)) continue;
    found.push({ kind: "code", start, end: runs[closer]!.start + ticks, ticks });
    i = closer;
  }
  return found;
}

/** Puts the links in brackets between the atoms, and takes away what lies in their addresses. */
function withLinks(text: string, atoms: Atom[], meter: Meter): Atom[] {
  const found: Atom[] = [];
  /** Open brackets, each with the number of atoms before it. */
  let open: { at: number; before: number }[] = [];
  let next = 0;
  let end = 0;
  meter.steps += text.length + atoms.length;
  for (const { index: at, 0: bracket } of text.matchAll(/[[\]]/g)) {
    if (found.length > maxNodes) break;
    while (next < atoms.length && atoms[next]!.start <= at) {
      const atom = atoms[next]!;
      if (atom.start >= end) {
        found.push(atom);
        end = atom.end;
      }
      next += 1;
    }
    if (at < end || isEscaped(text, at, meter)) continue;
    if (bracket === "[") {
      open.push({ at, before: found.length });
      continue;
    }
    const start = open.pop();
    if (!start || text[start.at - 1] === "!") continue;
    const after = destinationEnd(text, at, meter);
    const href = text.slice(at + 2, after - 1);
    if (after === 0 || !isSafe(href)) continue;
    const inside = found.splice(start.before).filter(({ kind }) => kind === "code");
    found.push({ kind: "link", start: start.at, middle: at, end: after, href }, ...inside);
    // No link in a link.
    open = [];
    end = after;
  }
  for (const atom of atoms.slice(next)) if (atom.start >= end) found.push(atom);
  return found;
}

const maxDepth = 6;
const opening = 0x28;
const closing = 0x29;
/** Whitespace, and what encloses something else. Asked for every letter, so there is no pattern and no text to make. */
const endsDestination = new Set(
  Array.from(
    "\t\n\v\f\r `<>\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff",
    (sign) => sign.charCodeAt(0),
  ),
);

/**
 * Where `(…)` after this bracket ends; 0 where that is no destination. Its brackets are balanced and few: whoever
 * writes `[a](` again and again makes it give up early instead of looking on to the end each time.
 */
function destinationEnd(text: string, bracket: number, meter: Meter): number {
  if (text[bracket + 1] !== "(") return 0;
  let depth = 0;
  for (let at = bracket + 1; at < text.length && at - bracket < 4000; at++) {
    meter.steps += 1;
    const sign = text.charCodeAt(at);
    if (sign === opening) depth += 1;
    if (sign === closing) depth -= 1;
    if (depth === 0) return at + 1;
    if (depth > maxDepth || endsDestination.has(sign)) return 0;
  }
  return 0;
}

export function isEscaped(text: string, at: number, meter: Meter): boolean {
  let before = at;
  while (text[before - 1] === "\\") before -= 1;
  meter.steps += at - before;
  return (at - before) % 2 === 1;
}
