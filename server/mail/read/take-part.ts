/** Where the bytes of one part go: a text is held as far as it is read, anything else goes to the disk as it comes. */
import { PartFile } from "./part-file.ts";

/** Of one part; what is longer is a file as well. */
const maxTextBytes = 1024 * 1024;
/** What programs read of a part that is a file: a header, a report. */
const maxHeadBytes = 64 * 1024;

type Bytes = AsyncIterable<Uint8Array>;

/** @param room bytes that may be held: a mail may be nothing but texts */
export async function takeText(bytes: Bytes, into: string, room: number): Promise<{ held: Buffer; whole?: PartFile }> {
  const max = Math.min(maxTextBytes, room);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole: PartFile | undefined;
  try {
    for await (const chunk of bytes) {
      if (whole) whole.write(chunk);
      else {
        // A copy: the chunk is a view of the much larger piece that was read.
        chunks.push(Buffer.from(chunk));
        size += chunk.length;
        if (size <= max) continue;
        whole = new PartFile(into);
        whole.write(Buffer.concat(chunks));
      }
    }
  } finally {
    whole?.close();
  }
  const held = Buffer.concat(chunks);
  return whole ? { held: wholeLines(held.subarray(0, max)), whole } : { held };
}

/** No sign is cut in two. */
function wholeLines(held: Buffer): Buffer {
  const end = held.lastIndexOf(0x0a);
  return end > 0 ? held.subarray(0, end) : held;
}

/** @returns also the beginning of it */
export async function takeFile(bytes: Bytes, into: string): Promise<{ file: PartFile; head: Buffer }> {
  const file = new PartFile(into);
  const head: Buffer[] = [];
  try {
    for await (const chunk of bytes) {
      if (file.size < maxHeadBytes) head.push(Buffer.from(chunk.subarray(0, maxHeadBytes - file.size)));
      file.write(chunk);
    }
  } finally {
    file.close();
  }
  return { file, head: Buffer.concat(head) };
}
