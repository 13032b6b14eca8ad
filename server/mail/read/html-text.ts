/**
 * A mail's HTML as text in the notation of messages, apart from what it quotes. Nothing of the HTML is kept: words,
 * line breaks, emphasis, lists, and where links really lead. What is hidden gives no words.
 */
import { Parser } from "htmlparser2";
import { cutLines } from "./cut-plain.ts";
import { HtmlReader } from "./html-text-reader.ts";

/** Elements within one another. A list of open ones that grew with the mail would take a time of its square. */
const maxDepth = 500;

/** Their content is no HTML, at whatever depth. */
const raw = new Set("script style title textarea xmp iframe noembed noframes plaintext".split(" "));

/**
 * @param nameOfCid the name of the picture that a part with this id holds; asked for each picture that may be one
 * @param isForward by its subject (`isForwardSubject`); then nothing is folded
 * @returns what the writer wrote, and what is quoted with what announces it; all is `text` where nothing else would be
 */
export function htmlText(
  html: string,
  nameOfCid: (cid: string) => string | undefined,
  isForward = false,
): { text: string; quoted: string } {
  const read = (hides: boolean) => {
    const reader = new HtmlReader(nameOfCid, hides);
    new ShallowParser(reader).end(html);
    return cutLines(reader.end(), isForward);
  };
  const shown = read(true);
  // A page that hides all that it says has been taken in a wrong way.
  return shown.text === "" ? read(false) : shown;
}

/** Elements beyond `maxDepth` are closed as they open, and read as if they stood side by side. */
class ShallowParser extends Parser {
  readonly #reader: HtmlReader;
  #isFull = false;

  constructor(reader: HtmlReader) {
    super(reader);
    this.#reader = reader;
  }

  override onopentagname(start: number, end: number): void {
    this.#isFull = this.#reader.depth >= maxDepth;
    super.onopentagname(start, end);
  }

  override onclosetag(start: number, end: number): void {
    this.#isFull = false;
    super.onclosetag(start, end);
  }

  override isVoidElement(name: string): boolean {
    return (this.#isFull && name !== "" && !raw.has(name)) || super.isVoidElement(name);
  }
}
