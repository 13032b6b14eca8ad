/** Bytes of a text to the text, by the charset that its mail declares as far as that can be true. */
import iconv from "iconv-lite";
import libmime from "libmime";
import { decodeStrictly, guessCharset } from "./guess-charset.ts";

/** What `iconv-lite` has under names of charsets and is none. */
const noCharset = /^(base64|hex|binary|utf-?7-?imap|internal)/i;

/** By whose name a charset goes here; undefined for one that nobody knows. */
function knownCharset(declared: string): string | undefined {
  const label = declared.trim().toLowerCase();
  for (const name of [label, libmime.normalizeCharset(label).toLowerCase()]) {
    try {
      return new TextDecoder(name).encoding;
    } catch {
      if (!noCharset.test(name) && iconv.encodingExists(name)) return name;
    }
  }
  return undefined;
}

const marks: [bytes: number[], charset: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** `TextDecoder` reads ASCII as windows-1252, whatever lies beyond it. */
const isAscii = /^\s*(us-?)?ascii/i;

/** @param declared "" without a declaration */
function charsetOf(bytes: Uint8Array, declared: string): string {
  const marked = marks.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  if (marked) return marked;
  const known = isAscii.test(declared) || declared.trim() === "" ? undefined : knownCharset(declared);
  if (known === undefined) return guessCharset(bytes);
  // Some programs declare it and write UTF-8. Text of windows-1252 is never UTF-8 from end to end but by accident.
  if (known === "windows-1252") return decodeStrictly(bytes, "utf-8") === undefined ? known : "utf-8";
  if (known === "utf-8") return unlessWrong(bytes);
  return known;
}

const isLatin = /^(windows-125[024]|iso-8859-2|ibm850)$/;

/** UTF-8 with a wrong byte here and there, if not rather something else: of texts in other scripts parts look right. */
function unlessWrong(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const wrong = text.match(/\ufffd/g)?.length ?? 0;
  const right = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  if (right >= wrong * 3) return "utf-8";
  const guessed = guessCharset(bytes);
  return isLatin.test(guessed) && right * 2 >= wrong ? "utf-8" : guessed;
}

/** Without its byte-order mark. What is no sign of the charset is U+FFFD. */
export function decodeText(bytes: Uint8Array, declared: string): string {
  const charset = charsetOf(bytes, declared);
  // Node's own decoder, in several of its releases, takes windows-1252 for Latin-1.
  if (charset !== "windows-1252") {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // One of DOS: only the other package has it.
    }
  }
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), charset);
}
