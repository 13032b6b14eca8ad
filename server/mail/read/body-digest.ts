/**
 * What stands below the header of a mail, as a digest. Doors and relays add lines above, change line ends, and drop or
 * add empty lines at the end: the digest is the same.
 */
import { createHash } from "node:crypto";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export class BodyDigest {
  readonly #hash = createHash("sha256");
  #isBelowHeader = false;
  /** Nothing has stood in this line of the header yet. */
  #isLineEmpty = true;
  /** Line ends that count only if something follows. */
  #pendingLines = 0;

  add(chunk: Uint8Array): void {
    let start = 0;
    if (!this.#isBelowHeader) start = this.#skipHeader(chunk);
    if (this.#isBelowHeader) this.#addBody(chunk.subarray(start));
  }

  /** Below the first empty line. */
  #skipHeader(chunk: Uint8Array): number {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === lineFeed) {
        this.#isBelowHeader = this.#isLineEmpty;
        this.#isLineEmpty = true;
        if (this.#isBelowHeader) return at + 1;
      } else if (byte !== carriageReturn) this.#isLineEmpty = false;
    }
    return chunk.length;
  }

  #addBody(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const text = bytes.toString("latin1").replaceAll("\r", "");
    let end = text.length;
    while (end > 0 && text[end - 1] === "\n") end -= 1;
    if (end > 0) {
      // In pieces: there may be as many as the mail has bytes.
      for (; this.#pendingLines > 0; this.#pendingLines -= Math.min(this.#pendingLines, manyLines.length))
        this.#hash.update(manyLines.slice(0, this.#pendingLines), "latin1");
      this.#hash.update(text.slice(0, end), "latin1");
    }
    this.#pendingLines += text.length - end;
  }

  /** In hex, of what its header says beside the body. */
  finish(...header: string[]): string {
    const body = this.#hash.digest("hex");
    return createHash("sha256")
      .update(JSON.stringify([...header, body]))
      .digest("hex");
  }
}

const manyLines = "\n".repeat(4096);
