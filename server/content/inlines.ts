/** One run of text → its inline nodes. The texts of the nodes, joined, are the run again. */
import type { Inline } from "../contract/content.ts";
import { type Atom, findAtoms, isEscaped } from "./atoms.ts";
import { maxNodes } from "./budget.ts";
import { isLetter, isSpacedLetter, signAt, signBefore } from "../notation/letters.ts";
import { type AsMark, markAround, markOfCode } from "./marks.ts";
import type { Meter } from "./meter.ts";

/** Without any of these there is nothing to find. */
const special = /[*_`[@]|https?:|www\./i;

export function parseInlines(text: string, meter: Meter): Inline[] {
  meter.steps += text.length;
  if (text === "") return [];
  if (!special.test(text)) return [{ type: "text", text }];
  return new Run(text, findAtoms(text, meter), meter).read();
}

/** What was begun and waits for the signs that end it. */
interface Frame {
  /** The signs that began it; empty at the bottom of a run and of a link's words. */
  signs: string;
  /** Where they end. */
  from: number;
  children: Inline[];
}

/** The same signs within each other; more are rather a drawing than emphasis. */
const maxDepth = 16;

class Run {
  readonly #text: string;
  readonly #atoms: Atom[];
  readonly #meter: Meter;
  #next = 0;
  /** Emphasis does not cross the border of a link, so its words have frames of their own. */
  #frames: Frame[] = [];

  constructor(text: string, atoms: Atom[], meter: Meter) {
    this.#text = text;
    this.#atoms = atoms;
    this.#meter = meter;
  }

  read(): Inline[] {
    return this.#span(0, this.#text.length);
  }

  #span(from: number, to: number): Inline[] {
    const outer = this.#frames;
    this.#frames = [{ signs: "", from, children: [] }];
    let at = from;
    while (at < to) {
      if (outer.length === 0 && this.#frames.length === 1 && this.#top.children.length > maxNodes) {
        this.#say(this.#text.slice(at, to));
        break;
      }
      const atom = this.#atoms[this.#next];
      const stop = atom && atom.start < to ? atom.start : to;
      this.#signs(at, stop);
      at = stop;
      if (stop === to) break;
      this.#next += 1;
      this.#top.children.push(this.#node(atom!));
      at = atom!.end;
    }
    while (this.#frames.length > 1) this.#giveUp(this.#frames.length - 1);
    const { children } = this.#frames[0]!;
    this.#frames = outer;
    return children;
  }

  get #top(): Frame {
    return this.#frames.at(-1)!;
  }

  #node(atom: Atom): Inline {
    const text = this.#text;
    const { start, end } = atom;
    if (atom.kind === "address") {
      return { type: "link", href: atom.href, children: [{ type: "text", text: text.slice(start, end) }] };
    }
    if (atom.kind === "code") {
      const inner = text.slice(start + atom.ticks, end - atom.ticks);
      this.#meter.steps += inner.length;
      const ticks = markOfCode(inner, text, start, end)(text.slice(start, start + atom.ticks));
      return { type: "code", children: [ticks, { type: "text", text: inner }, ticks] };
    }
    const words = this.#span(start + 1, atom.middle);
    const asMark = markAround(words, text, start, end, this.#meter);
    return { type: "link", href: atom.href, children: [asMark("["), ...words, asMark(text.slice(atom.middle, end))] };
  }

  /** Text without atoms: runs of `*` and `_` begin and end emphasis. */
  #signs(from: number, to: number): void {
    const piece = this.#text.slice(from, to);
    this.#meter.steps += piece.length;
    let done = 0;
    for (const { index, 0: run } of piece.matchAll(/\*+|_+/g)) {
      this.#say(piece.slice(done, index));
      done = index;
      if (this.#frames.length === 1 && this.#top.children.length > maxNodes) break;
      done += run.length;
      this.#run(from + index, from + done);
    }
    this.#say(piece.slice(done));
  }

  #say(text: string): void {
    if (text === "") return;
    const { children } = this.#top;
    const last = children.at(-1);
    if (last?.type === "text") last.text += text;
    else children.push({ type: "text", text });
  }

  #run(start: number, end: number): void {
    const signs = this.#text.slice(start, end);
    const reading =
      signs.length > 3 || isEscaped(this.#text, start, this.#meter) ? neither : readRun(this.#text, start, end);
    const open = reading.closes ? this.#frames.findLastIndex((frame) => frame.signs === signs) : -1;
    if (open > 0) this.#close(open, signs, start);
    else if (reading.opens) this.#open(signs, end);
    else this.#say(signs);
  }

  #open(signs: string, from: number): void {
    if (this.#frames.length > maxDepth) this.#giveUp(1);
    this.#frames.push({ signs, from, children: [] });
  }

  #close(open: number, signs: string, end: number): void {
    while (this.#frames.length > open + 1) this.#giveUp(this.#frames.length - 1);
    const { from, children } = this.#top;
    if (signs === "__" && isName(this.#text, from, end)) {
      this.#giveUp(open);
      this.#say(signs);
      return;
    }
    this.#frames.pop();
    const asMark = markAround(children, this.#text, from - signs.length, end + signs.length, this.#meter);
    this.#top.children.push(emphasized(signs, children, asMark));
  }

  /** It is never ended: its signs are text, and what came after them belongs to what it stands in. */
  #giveUp(at: number): void {
    const [{ signs, children }] = this.#frames.splice(at, 1) as [Frame];
    const outer = this.#frames[at - 1]!.children;
    this.#meter.steps += children.length;
    for (const child of [{ type: "text", text: signs } as const, ...children]) {
      const last = outer.at(-1);
      if (child.type === "text" && last?.type === "text") last.text += child.text;
      else outer.push(child);
    }
  }
}

function emphasized(signs: string, children: Inline[], asMark: AsMark): Inline {
  if (signs.length === 3) return emphasized(signs.slice(1), [emphasized(signs[0]!, children, asMark)], asMark);
  return {
    type: signs.length === 2 ? "strong" : "emphasis",
    children: [asMark(signs), ...children, asMark(signs)],
  };
}

/** `__init__` is how programs name things. */
const isName = (text: string, from: number, to: number): boolean =>
  to - from < 100 && /^\w+$/.test(text.slice(from, to));

interface Reading {
  opens: boolean;
  closes: boolean;
}

const neither: Reading = { opens: false, closes: false };
/** Beside one of these it is a path, a formula or a code. */
const glue = new Set("/\\=+%$#@&-^");
const neverFirst = new Set(".,;:!?)]}/\\=+");
const neverLast = new Set("([{/\\=+");

/**
 * Never within a word, and in doubt not: `5*3*2`, `snake_case` and `/usr/*` are what they are. Only `**` may stand
 * between letters of a script without spaces, where nothing else sets words apart.
 */
function readRun(text: string, start: number, end: number): Reading {
  const before = signBefore(text, start);
  const after = signAt(text, end);
  const isWord = end - start === 2 && text[start] === "*" ? isSpacedLetter : isLetter;
  const isSpace = (sign: string): boolean => sign === "" || /\s/.test(sign);
  return {
    opens: !isSpace(after) && !neverFirst.has(after) && !isWord(before) && !glue.has(before) && before !== ".",
    closes: !isSpace(before) && !neverLast.has(before) && !isWord(after) && !glue.has(after),
  };
}
