/** What a file without a mark is written in: spreadsheets of different countries and ages each have their own. */
import type { CsvFormat } from "./csv-format.ts";

type Encoding = CsvFormat["encoding"];

/** How many times as often zeros have to stand on one side of the pairs: a letter such as 一 has one on the other. */
const minZerosTimes = 4;
const control = /(?![\t\r\n])\p{Cc}/u;

/** UTF-16 that does not say so, by the half of its Latin letters, commas and line ends that is zero. */
export function withoutMark(head: Buffer): Encoding | undefined {
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]! += 1;
  });
  const [first, second] = zeros as [number, number];
  if (Math.max(first, second) < minZerosTimes * Math.min(first, second) || first === second) return undefined;
  const encoding = second > first ? "utf-16le" : "utf-16be";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return control.test(text) ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/** Of a file that is not Unicode. All of it is looked at: the one name with an accent may stand in its last row. */
export async function likeliestEncoding(file: AsyncIterable<Buffer>): Promise<Encoding> {
  const letters = new Letters();
  const japanese = new TextDecoder("shift_jis", { fatal: true });
  let isJapanese = true;
  for await (const chunk of file) {
    letters.feed(chunk);
    if (isJapanese) isJapanese = decodes(() => japanese.decode(chunk, { stream: true }));
  }
  if (isJapanese && decodes(() => japanese.decode()) && letters.isJapanese) return "shift_jis";
  return letters.isCyrillic ? "windows-1251" : "windows-1252";
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

const isBetween = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

class Letters {
  #accented = 0;
  #accentedInRow = 0;
  #pairs = 0;
  #pairsInRow = 0;
  #others = 0;
  #before = 0;
  /** The first byte of a pair whose second is still to come; behind one, `#afterPair` holds for a byte. */
  #lead = 0;
  #afterPair = false;

  feed(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte >= 0xc0) {
        this.#accented += 1;
        if (this.#before >= 0xc0) this.#accentedInRow += 1;
      }
      this.#before = byte;
      this.#feedPair(byte);
    }
  }

  /** Kana and the usual kanji begin with 81 to 98; what begins otherwise are rare ones, or no pairs at all. */
  #feedPair(byte: number): void {
    if (this.#lead > 0) {
      if (isBetween(this.#lead, 0x81, 0x98)) this.#pairs += 1;
      else this.#others += 1;
      this.#lead = 0;
      this.#afterPair = true;
      return;
    }
    if (isBetween(byte, 0x81, 0x9f) || byte >= 0xe0) {
      if (this.#afterPair) this.#pairsInRow += 1;
      this.#lead = byte;
    } else if (byte >= 0x80) this.#others += 1;
    this.#afterPair = false;
  }

  /** Words of pairs: `O’Brien` and `“So”` of a Western file are pairs too, but stand alone. */
  get isJapanese(): boolean {
    return this.#pairs > this.#others && this.#pairsInRow * 2 >= this.#pairs;
  }

  /** Whole words of letters beyond ASCII; those of Western names stand alone. */
  get isCyrillic(): boolean {
    return this.#accentedInRow * 2 > this.#accented;
  }
}
