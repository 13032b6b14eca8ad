/** What a parser of HTML tells, made into lines: an element at a time, with what is open around it. */
import type { Hint, Line } from "./quote-lines.ts";
import { addressOf, cidOf, isSameAddress } from "./html-text-addresses.ts";
import { GrowingLines, type Spot } from "./html-text-lines.ts";
import { type Attributes, markOf } from "./html-text-marks.ts";
import { isTight, type Shown, shown, shownIn } from "./html-text-styles.ts";

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(" "));

const wordless = setOf("script style title template svg iframe noembed noframes");
const lineElements = setOf(
  "div tr caption dt dd li address article aside center fieldset figure figcaption footer form header legend main nav section option details summary body html",
);
const paragraphElements = setOf("p table ul ol dl pre blockquote hr h1 h2 h3 h4 h5 h6 xmp plaintext");
const signs = new Map<string, string>([
  ...["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"].map((name): [string, string] => [name, "**"]),
  ...["i", "em", "cite"].map((name): [string, string] => [name, "*"]),
  ...["code", "tt", "kbd", "samp"].map((name): [string, string] => [name, "`"]),
]);

interface Open {
  name: string;
  shown: Shown;
  break: "line" | "paragraph" | undefined;
  /** A program marked it. */
  isMarked: boolean;
  hint: Hint | undefined;
  quoteDepth: number;
  /** Before its words, where something may be put around them. */
  spot: Spot;
  /** To put around its words; "" for none. */
  sign: string;
  /** Where it leads. */
  address: string | undefined;
  /** Words of a link. */
  label: string;
  /** Of a list's next item; undefined where it has none. */
  number: number | undefined;
}

const maxLabel = 3000;

export class HtmlReader {
  readonly #lines = new GrowingLines();
  readonly #nameOfCid: (cid: string) => string | undefined;
  readonly #hides: boolean;
  readonly #open: Open[] = [];
  /** Those of the open ones that hold others of their kind. */
  readonly #lists: Open[] = [];
  readonly #rows: Open[] = [];
  readonly #links: Open[] = [];
  #signed = 0;
  #wordless = 0;

  /** @param hides leaves out what a program does not show */
  constructor(nameOfCid: (cid: string) => string | undefined, hides: boolean) {
    this.#nameOfCid = nameOfCid;
    this.#hides = hides;
  }

  /** Elements that are open. */
  get depth(): number {
    return this.#open.length;
  }

  end(): Line[] {
    return this.#lines.end();
  }

  ontext(text: string): void {
    const { isGone, isTiny, isInvisible } = this.#open.at(-1)?.shown ?? shown;
    if (this.#wordless > 0 || (this.#hides && (isGone || isTiny || isInvisible))) return;
    if (this.#isKept()) this.#lines.addKept(text);
    else this.#lines.addText(text);
    const link = this.#links.at(-1);
    if (link && link.label.length < maxLabel) link.label += text;
  }

  onopentag(name: string, attributes: Attributes): void {
    const outer = this.#open.at(-1);
    const mark = markOf(name, attributes);
    const { style } = attributes;
    const isPre = name === "pre" || name === "xmp" || name === "plaintext";
    const inner = shownIn(outer?.shown ?? shown, style, "hidden" in attributes);
    const element: Open = {
      name,
      shown: isPre ? { ...inner, isKept: true } : inner,
      break: this.#breakOf(name, attributes) ?? (mark && "line"),
      isMarked: mark !== undefined,
      hint: hintWithin(outer?.hint, mark?.hint),
      quoteDepth: (outer?.quoteDepth ?? 0) + (mark?.isDeeper ? 1 : 0),
      spot: this.#lines.spot(),
      sign: "",
      address: undefined,
      label: "",
      number: undefined,
    };
    this.#open.push(element);
    if (wordless.has(name)) this.#wordless += 1;
    if (this.#wordless > 0 || inner.isGone) return;
    this.#begin(element, attributes);
  }

  #breakOf(name: string, attributes: Attributes): Open["break"] {
    if (paragraphElements.has(name)) {
      const isClose =
        (name === "p" && isTight(attributes["style"], attributes["class"] ?? "")) ||
        ((name === "ul" || name === "ol") && this.#lists.length > 0);
      return isClose ? "line" : "paragraph";
    }
    return lineElements.has(name) ? "line" : undefined;
  }

  #begin(element: Open, attributes: Attributes): void {
    const lines = this.#lines;
    const { name } = element;
    if (element.break) lines.breakBefore(element.break);
    if (element.isMarked) this.#applyMarks();
    if (signs.has(name)) {
      if (this.#signed === 0) element.sign = signs.get(name)!;
      this.#signed += 1;
    }
    switch (name) {
      case "br":
        return lines.endLine();
      case "hr":
        return lines.addAlone("---");
      case "img":
        return this.#addPicture(attributes);
      case "a":
        element.address = addressOf(attributes["href"] ?? "");
        this.#links.push(element);
        return;
      case "ol":
      case "ul":
        if (name === "ol") element.number = Number.parseInt(attributes["start"] ?? "", 10) || 1;
        this.#lists.push(element);
        return;
      case "li": {
        const list = this.#lists.at(-1);
        const indent = this.#lists.length > 1 ? "  " : "";
        const sign = list?.number === undefined ? "-" : `${list.number++}.`;
        return lines.beginItem(`${indent}${sign} `);
      }
      case "tr":
        this.#rows.push(element);
        return;
      case "td":
      case "th": {
        const row = this.#rows.at(-1);
        if (row) lines.breakCell(row.spot);
        else lines.breakBefore("line");
      }
    }
  }

  onclosetag(): void {
    const element = this.#open.pop();
    if (!element) return;
    const { name, spot } = element;
    const isSkipped = this.#wordless > 0 || element.shown.isGone;
    if (wordless.has(name)) this.#wordless -= 1;
    if (isSkipped) return;
    const lines = this.#lines;
    if (element.sign !== "") lines.wrap(spot, element.sign);
    if (signs.has(name)) this.#signed -= 1;
    if (name === "a") this.#endLink(element);
    else if (name === "tr") {
      this.#rows.pop();
      lines.endTight(spot);
    } else if (name === "ul" || name === "ol") this.#lists.pop();
    else if (name === "li") {
      lines.beginItem("");
      lines.endTight(spot);
    } else if (name === "p" && !lines.hasWordsSince(spot)) lines.breakBefore("paragraph");
    else if (name === "pre" && this.#isProgram(element)) lines.fence(spot);
    if (element.break && name !== "li") lines.breakBefore(element.break);
    if (element.isMarked) this.#applyMarks();
  }

  /** A mail of nothing else is one that was typed as plain text, and so is what is quoted. */
  #isProgram({ spot }: Open): boolean {
    return spot.words > 0 && this.#lines.depth === 0 && this.#lines.hint === undefined && !this.#isKept();
  }

  #isKept(): boolean {
    return this.#open.at(-1)?.shown.isKept ?? false;
  }

  #endLink(link: Open): void {
    this.#links.pop();
    const lines = this.#lines;
    const outer = this.#links.at(-1);
    if (outer && outer.label.length < maxLabel) outer.label += link.label;
    const { address, spot, label } = link;
    if (address === undefined || !lines.hasWordsSince(spot)) return;
    if (!isSameAddress(label, address)) lines.append(` (${address})`);
    else if (lines.isOnOneLine(spot)) lines.replace(spot, address);
  }

  #addPicture({ src = "", alt = "", width, height }: Attributes): void {
    const { isTiny, isInvisible } = this.#open.at(-1)!.shown;
    if (isTiny || isInvisible) return;
    const cid = cidOf(src);
    const name = cid === undefined ? undefined : this.#nameOfCid(cid);
    const words = (name ?? alt).trim();
    const isDot = width === "1" || height === "1" || width === "0" || height === "0";
    if (words === "" || (name === undefined && isDot)) return;
    // A smiley that was sent as a picture is a sign among the words.
    const isSign = name === undefined && words.length <= 8 && !/[\p{L}\p{N}]/u.test(words);
    const shownWords = isSign ? words : `[${words}]`;
    this.#lines.addText(shownWords);
    const link = this.#links.at(-1);
    if (link && link.label.length < maxLabel) link.label += shownWords;
  }

  /** What the lines to come lie in, by the innermost element that is open. */
  #applyMarks(): void {
    const { quoteDepth = 0, hint } = this.#open.at(-1) ?? {};
    this.#lines.depth = quoteDepth;
    this.#lines.hint = hint;
  }
}

/** The innermost mark counts, but what is within a quote is quoted. */
const hintWithin = (outer: Hint | undefined, inner: Hint | undefined): Hint | undefined =>
  inner === undefined || (outer === "cited" && inner !== "cited") ? outer : inner;
