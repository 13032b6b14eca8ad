/**
 * A mail as mailauth can read it in a time that its size bounds. It takes mails as honest servers send them; some that
 * nobody honest sends cost it minutes: a header of a million lines, hundreds of signatures, one line of 25 MB, or lines
 * that end without CR.
 */

import { setImmediate } from "node:timers/promises";

/** Far more than real mails have. */
const maxHeaderBytes = 256 * 1024;
const maxHeaderLines = 5000;
/** Of DKIM. Each may want a digest of its own of the whole mail. */
const maxSignatures = 10;
/** mailauth reads a line again with every piece of it. */
const maxLineBytes = 1024 * 1024;
const pieceBytes = 64 * 1024;

/** The same mail with CR LF at the end of every line; throws where it is none of an honest server. */
export async function* readableContent(content: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let header: string | undefined = "";
  let lineBytes = 0;
  for await (const text of linesEnded(content)) {
    const end = text.lastIndexOf("\n");
    if (lineBytes + (end < 0 ? text.length : text.indexOf("\n")) > maxLineBytes) throw new Error("a line is too long");
    lineBytes = end < 0 ? lineBytes + text.length : text.length - end - 1;
    if (header === undefined) yield Buffer.from(text, "latin1");
    else {
      header += text;
      const length = headerLength(header);
      if (length === undefined && header.length <= maxHeaderBytes) continue;
      check(header.slice(0, length));
      yield Buffer.from(header, "latin1");
      header = undefined;
    }
  }
  if (header === undefined) return;
  check(header);
  yield Buffer.from(header, "latin1");
}

/** In small pieces, a byte a character. */
async function* linesEnded(content: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let held = "";
  for await (const chunk of content) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      // Others have their turn, and so has the deadline: to digest a piece takes milliseconds.
      await setImmediate();
      const text = held + bytes.toString("latin1", at, at + pieceBytes);
      // What follows a CR at the end decides what it is.
      held = text.endsWith("\r") ? "\r" : "";
      yield text.slice(0, text.length - held.length).replace(/(?<!\r)\n/g, "\r\n");
    }
  }
  if (held) yield held;
}

/** Up to the empty line, which may be the first one. */
function headerLength(text: string): number | undefined {
  if (text.startsWith("\r\n")) return 0;
  const end = text.indexOf("\r\n\r\n");
  return end < 0 ? undefined : end + 2;
}

function check(header: string): void {
  if (header.length > maxHeaderBytes) throw new Error("the header is too long");
  if (header.split("\n").length > maxHeaderLines) throw new Error("the header has too many lines");
  const signatures = header.match(/^dkim-signature\s*:/gim) ?? [];
  if (signatures.length > maxSignatures) throw new Error("there are too many signatures");
}
