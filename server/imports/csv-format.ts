/** How a file of values is written: spreadsheets of different countries save different things under one ending. */
import type { Readable } from "node:stream";
import { Refusal } from "../errors.ts";
import { csvRecords } from "./csv-records.ts";
import { likeliestEncoding, withoutMark } from "./old-encodings.ts";

export interface CsvFormat {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "windows-1251" | "shift_jis";
  delimiter: string;
}

/** Opens the file from its beginning; it is read more than once. */
export type OpenFile = () => Promise<Readable>;

const sampleBytes = 64 * 1024;
const marks: [bytes: number[], encoding: CsvFormat["encoding"]][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** @throws Refusal 400 `file_unreadable` where there is nothing in it, or no text */
export async function detectFormat(open: OpenFile): Promise<CsvFormat> {
  const head = await readHead(open);
  const marked = marks.find(([bytes]) => bytes.every((byte, i) => head[i] === byte))?.[1] ?? withoutMark(head);
  if (head.length === 0 || (!marked?.startsWith("utf-16") && head.includes(0))) throw unreadable();
  const encoding = marked ?? ((await isUtf8(open)) ? "utf-8" : await likeliestEncoding(await open()));
  return { encoding, delimiter: (await namedDelimiter(head, encoding)) ?? (await likeliestDelimiter(head, encoding)) };
}

export const unreadable = (cause?: unknown): Refusal => new Refusal(400, "file_unreadable", { cause });

async function readHead(open: OpenFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await open()) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= sampleBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, sampleBytes);
}

/** Of the whole file: a single letter of Latin-1 may stand in its last row. */
async function isUtf8(open: OpenFile): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of await open()) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** `sep=;` as a line of its own above the headings, by which Excel is told. */
const separatorLine = /^"?sep=([^\p{L}\p{N}"\r\n])"?[\r\n]/iu;

async function namedDelimiter(head: Buffer, encoding: CsvFormat["encoding"]): Promise<string | undefined> {
  for await (const text of decode(pieces(head), encoding)) return separatorLine.exec(text)?.[1];
  return undefined;
}

export const namesDelimiter = (cells: readonly string[], delimiter: string): boolean =>
  cells.join(delimiter).toLowerCase() === `sep=${delimiter}`;

const delimiters = [",", ";", "\t", "|"];

/** The one that makes the most columns, in the most rows alike. */
async function likeliestDelimiter(head: Buffer, encoding: CsvFormat["encoding"]): Promise<string> {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const widths: number[] = [];
    for await (const { cells } of csvRecords(decode(pieces(head), encoding), delimiter)) widths.push(cells.length);
    const [columns = 0] = widths;
    const alike = widths.filter((width) => width === columns).length / (widths.length || 1);
    const score = columns > 1 ? columns * alike : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

async function* pieces(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

/** Without its byte-order mark. */
export async function* decode(chunks: AsyncIterable<Buffer>, encoding: CsvFormat["encoding"]): AsyncGenerator<string> {
  if (encoding === "windows-1252") {
    for await (const chunk of chunks) yield decodeWindows1252(chunk);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Where Windows differs from Latin-1. Node's own decoder, in several of its releases, takes the one for the other. */
const windowsLetters = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const decodeWindows1252 = (chunk: Buffer): string =>
  chunk.toString("latin1").replace(/[\x80-\x9f]/g, (letter) => windowsLetters[letter.charCodeAt(0) - 0x80]!);
