/** A page as a list of blocks of text, as they stand below each other, each with whether it is quoted. */

export interface TextBlock {
  text: string;
  isQuoted: boolean;
  /** Stands below the one before it without an empty line: a line of the same paragraph, or of the same list. */
  isNext: boolean;
}

const isSpace = /^\s$/;

export class HtmlBlocks {
  readonly blocks: TextBlock[] = [];
  #text = "";
  #isQuoted = false;
  #isNext = false;
  /** In front of the next words: the sign of an item, signs of a quote. */
  #lead = "";

  get length(): number {
    return this.#text.length;
  }

  /** How many blocks there are before the one that is being written: marks that began earlier are given up. */
  get count(): number {
    return this.blocks.length;
  }

  write(words: string, isPreformatted: boolean): void {
    if (isPreformatted) {
      this.#text += words;
      return;
    }
    const flat = words.replace(/[\s\u00a0]+/g, " ");
    const needsSpace = this.#text !== "" && !isSpace.test(this.#text.at(-1)!);
    this.#text += needsSpace ? flat : flat.replace(/^ /, "");
  }

  breakLine(): void {
    this.#text = `${this.#text.replace(/[ \t]+$/, "")}\n`;
  }

  /** Puts signs around what was written since. */
  wrap(since: { length: number; count: number }, around: (inner: string) => string): void {
    if (since.count !== this.count || since.length > this.#text.length) return;
    const inner = this.#text.slice(since.length);
    const words = inner.trim();
    if (words === "" || words.includes("\n")) return;
    const at = inner.indexOf(words);
    const whole = inner.slice(0, at) + around(words) + inner.slice(at + words.length);
    this.#text = this.#text.slice(0, since.length) + whole;
  }

  /** @param isNext what comes stands right below this */
  end(isNext = false): void {
    const text = this.#text
      .replace(/[ \t]+$/gm, "")
      .replace(/^\n+|\n+$/g, "")
      .replace(/\n{3,}/g, "\n\n");
    if (text.trim() !== "") {
      this.blocks.push({ text: this.#lead + text, isQuoted: this.#isQuoted, isNext: this.#isNext });
      this.#isNext = isNext;
      this.#lead = "";
    } else if (!isNext || this.#text !== "") this.#isNext = false;
    this.#text = "";
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
