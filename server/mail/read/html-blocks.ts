/** A page as a list of blocks of text, as they stand below each other, each with whether it is quoted. */

export interface TextBlock {
  text: string;
  isQuoted: boolean;
  /** Stands below the one before it without an empty line: a line of the same paragraph, or of the same list. */
  isNext: boolean;
}

/** Somewhere in a block. */
export interface Spot {
  block: number;
  line: number;
  piece: number;
  at: number;
}

/** Of a line that is still looked at. What stands before is done with, or a page of one line would take hours. */
const maxPieceCharacters = 4096;

export class HtmlBlocks {
  readonly blocks: TextBlock[] = [];
  #lines: string[] = [];
  /** Of the line that is being written, all but its end. */
  #pieces: string[] = [];
  #piece = "";
  #isQuoted = false;
  #isNext = false;
  /** In front of the next words: the sign of an item. */
  #lead = "";

  get spot(): Spot {
    return { block: this.blocks.length, line: this.#lines.length, piece: this.#pieces.length, at: this.#piece.length };
  }

  /** Nothing stands in the line yet. */
  get isAtStart(): boolean {
    return this.#piece === "" && this.#pieces.length === 0;
  }

  write(words: string, isPreformatted: boolean): void {
    if (isPreformatted) {
      const [first, ...lines] = words.split("\n");
      this.#add(first!);
      for (const line of lines) {
        this.breakLine();
        this.#add(line);
      }
      return;
    }
    const flat = words.replace(/[\s\u00a0]+/g, " ");
    const needsSpace = !this.isAtStart && !this.#piece.endsWith(" ");
    this.#add(needsSpace ? flat : flat.replace(/^ /, ""));
  }

  #add(words: string): void {
    this.#piece += words;
    if (this.#piece.length > maxPieceCharacters) {
      // Its last sign stays: a space is not written twice.
      this.#pieces.push(this.#piece.slice(0, -1));
      this.#piece = this.#piece.slice(-1);
    }
  }

  breakLine(): void {
    this.#lines.push((this.#pieces.join("") + this.#piece).trimEnd());
    this.#pieces = [];
    this.#piece = "";
  }

  /** Puts signs around what was written since, where that is words of one line. */
  wrap({ block, line, piece, at }: Spot, around: (inner: string) => string): void {
    const now = this.spot;
    if (block !== now.block || line !== now.line || piece !== now.piece || at > now.at) return;
    const inner = this.#piece.slice(at);
    const words = inner.trim();
    if (words === "") return;
    const from = inner.indexOf(words);
    this.#piece = this.#piece.slice(0, at);
    this.#add(inner.slice(0, from) + around(words) + inner.slice(from + words.length));
  }

  /** @param isNext what comes stands right below this */
  end(isNext = false): void {
    const wasEmpty = this.isAtStart && this.#lines.length === 0;
    this.breakLine();
    const text = withoutGaps(this.#lines);
    this.#lines = [];
    if (text !== "") {
      this.blocks.push({ text: this.#lead + text, isQuoted: this.#isQuoted, isNext: this.#isNext });
      this.#isNext = isNext;
      this.#lead = "";
    } else if (!isNext || !wasEmpty) this.#isNext = false;
  }

  lead(sign: string): void {
    this.#lead = sign;
  }

  set isQuoted(is: boolean) {
    if (is !== this.#isQuoted) this.end();
    this.#isQuoted = is;
  }

  /** What has been written last turns out to be quoted, as the line that names who wrote what follows. */
  quoteLast(isIt: (text: string) => boolean): void {
    this.end();
    const last = this.blocks.at(-1);
    if (last && !last.isQuoted && isIt(last.text)) last.isQuoted = true;
  }
}

/** One empty line is enough between two, and none at the edges. */
function withoutGaps(lines: readonly string[]): string {
  const kept: string[] = [];
  for (const line of lines) if (line !== "" || (kept.length > 0 && kept.at(-1) !== "")) kept.push(line);
  if (kept.at(-1) === "") kept.pop();
  return kept.join("\n");
}
