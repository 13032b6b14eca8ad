/**
 * Lines of text as they grow from a mail's HTML, in the notation of messages. Breaks wait until something follows
 * them: a paragraph that opens at the beginning of a cell breaks nothing, and empty ones leave no mark.
 */
import { type Hint, type Line, lineOf } from "./quote-lines.ts";

/** What stands between the words before and those to come; the larger one counts. */
type Break = "none" | "cell" | "line" | "paragraph";
const order: Break[] = ["none", "line", "paragraph"];

/** Where the next words begin, to come back to once it is known what they are. */
export interface Spot {
  /** Known once they are written. */
  line: number;
  piece: number;
  /** Written before it. */
  words: number;
  stars: number;
}

const maxDepthShown = 8;

export class GrowingLines {
  readonly lines: Line[] = [];
  /** Read when a line begins. */
  depth = 0;
  hint: Hint | undefined;
  /** `- ` or `1. `, before the next words. */
  #sign = "";
  #pieces: string[] = [];
  #unbound: Spot[] = [];
  #words = 0;
  /** Of the lines before this one. */
  #wordsBefore = 0;
  #stars = 0;
  #hasSpace = false;
  #break: Break = "none";
  /** Of a cell or an item: there is nothing to break from. */
  #isStart = false;
  #lineDepth = 0;
  #lineHint: Hint | undefined;

  /** Words as they are shown, white space in them as in HTML. */
  addText(text: string): void {
    for (const [index, piece] of text.split(/(?:[ \t\r\n\f\u00a0\u200b\ufeff]|\u034f)+/).entries()) {
      if (index > 0) this.#hasSpace = true;
      if (piece !== "") this.#addPiece(piece);
    }
  }

  /** White space and line breaks as they stand. */
  addKept(text: string): void {
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (index > 0) this.endLine();
      if (line.trim() !== "") this.#addPiece(line);
      else if (line !== "") this.#hasSpace = true;
    }
  }

  #addPiece(piece: string): void {
    this.#applyBreak();
    this.#isStart = false;
    if (this.#isEmpty()) {
      this.#lineDepth = this.depth;
      this.#lineHint = this.hint;
      if (this.#sign !== "") this.#pieces.push(this.#sign);
      this.#sign = "";
    } else if (this.#hasSpace) this.#pieces.push(" ");
    this.#hasSpace = false;
    for (const spot of this.#unbound.splice(0)) {
      spot.line = this.lines.length;
      spot.piece = this.#pieces.push("") - 1;
    }
    this.#pieces.push(piece);
    this.#words += 1;
    if (piece.includes("*")) this.#stars += 1;
  }

  #isEmpty(): boolean {
    return this.#words === this.#wordsBefore;
  }

  #applyBreak(): void {
    const waiting = this.#break;
    this.#break = "none";
    if (waiting === "none") return;
    if (waiting === "cell") {
      if (!this.#isEmpty()) this.#pieces.push(" |");
      this.#hasSpace = true;
      return;
    }
    if (!this.#isEmpty()) this.#flush();
    if (waiting === "paragraph" && this.lines.length > 0) this.lines.push(lineOf(""));
  }

  #flush(): void {
    const text = this.#pieces.join("");
    const depth = this.#isEmpty() ? this.depth : this.#lineDepth;
    const signs = "> ".repeat(Math.min(depth, maxDepthShown));
    this.lines.push(lineOf(`${signs}${text}`.trimEnd(), depth, this.#isEmpty() ? this.hint : this.#lineHint));
    this.#pieces = [];
    this.#wordsBefore = this.#words;
    this.#hasSpace = false;
  }

  /** A break that two of in a row are one. */
  breakBefore(kind: "line" | "paragraph"): void {
    if (!this.#isStart && order.indexOf(kind) > order.indexOf(this.#break)) this.#break = kind;
  }

  /** The next words belong to another cell of the row that these lines are in. */
  breakCell(rowStart: Spot): void {
    this.#isStart = false;
    if (this.hasWordsSince(rowStart) && this.isOnOneLine(rowStart)) this.#break = "cell";
    else this.breakBefore("line");
    this.#isStart = true;
  }

  /** Of a row or an item: the next one stands close below, whatever paragraphs were in this one. */
  endTight(since: Spot): void {
    this.#isStart = false;
    if (this.#break === "cell" || (this.hasWordsSince(since) && this.isOnOneLine(since))) this.#break = "line";
    else this.breakBefore("line");
  }

  /** A break that was typed: two of them make an empty line. */
  endLine(): void {
    if (this.#break === "cell") this.#break = "line";
    this.#isStart = false;
    this.#applyBreak();
    this.#flush();
  }

  /** What stands alone on its line: a fence, a rule. */
  addAlone(text: string): void {
    this.breakBefore("line");
    this.#addPiece(text);
    this.endLine();
  }

  /** Lines since, as those of a program or a log. */
  fence(since: Spot): void {
    if (!this.hasWordsSince(since)) return;
    if (!this.#isEmpty()) this.#flush();
    const inner = this.lines.splice(since.line).map(({ text, depth }) => lineOf(text, depth, "code"));
    const sign = inner.some(({ text }) => text.trimStart().startsWith("```")) ? "~~~" : "```";
    this.lines.push(lineOf(sign, 0, "code"));
    for (const line of inner) this.lines.push(line);
    this.lines.push(lineOf(sign, 0, "code"));
  }

  /** An item's sign stands before its first words; "" where it has none. */
  beginItem(sign: string): void {
    this.#isStart = false;
    this.breakBefore("line");
    this.#sign = sign;
    this.#isStart = sign !== "";
  }

  /** Before the next words, wherever they will stand. */
  spot(): Spot {
    const spot: Spot = { line: -1, piece: -1, words: this.#words, stars: this.#stars };
    this.#unbound.push(spot);
    return spot;
  }

  /** Puts a sign around all words since, where they are on one line and hold no such sign themselves. */
  wrap(since: Spot, sign: string): void {
    if (!this.hasWordsSince(since) || !this.isOnOneLine(since) || this.#stars > since.stars) return;
    this.#pieces[since.piece] = sign;
    this.#pieces.push(sign);
  }

  /** The words since, where they are on one line. */
  isOnOneLine = (since: Spot): boolean => this.lines.length === since.line;
  hasWordsSince = (since: Spot): boolean => this.#words > since.words;

  /** Another text instead of all words since. */
  replace(since: Spot, text: string): void {
    this.#pieces.length = since.piece + 1;
    this.#pieces.push(text);
  }

  /** Right behind the words before, whatever break waits. */
  append(text: string): void {
    if (this.#isEmpty()) this.addText(text);
    else this.#pieces.push(text);
  }

  end(): Line[] {
    if (!this.#isEmpty()) this.#flush();
    return this.lines;
  }
}
