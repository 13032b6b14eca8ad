/**
 * How large a picture becomes when it is drawn: a few kilobytes can stand for gigabytes in the tab that shows them. Only
 * the few bytes that say so are read, and a bounded number of times, however the file is made.
 */
type Peek = (position: number, length: number) => Promise<Buffer>;

interface Size {
  width: number;
  height: number;
}

/** Above what cameras make. */
const maxPixels = 40_000_000;
const maxSidePixels = 20_000;
/** Of a file, before its size is said. */
const maxPieces = 500;

const readers: Record<string, (peek: Peek) => Promise<Size | undefined>> = {
  "image/png": png,
  "image/jpeg": jpeg,
  "image/gif": gif,
  "image/webp": webp,
};

/** @returns true also for a picture that does not say its size where it should */
export async function tooLargeToDraw(type: string, peek: Peek): Promise<boolean> {
  const size = await readers[type]?.(peek).catch(beyondEnd);
  if (!size || size.width === 0 || size.height === 0) return true;
  return size.width * size.height > maxPixels || Math.max(size.width, size.height) > maxSidePixels;
}

function beyondEnd(error: unknown): undefined {
  if (error instanceof RangeError) return undefined;
  throw error;
}

async function png(peek: Peek): Promise<Size | undefined> {
  const head = await peek(0, 24);
  if (head.toString("latin1", 12, 16) !== "IHDR") return undefined;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

async function webp(peek: Peek): Promise<Size | undefined> {
  const head = await peek(0, 30);
  const kind = head.toString("latin1", 12, 16);
  if (kind === "VP8X") return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (kind === "VP8 ") return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (kind !== "VP8L") return undefined;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Browsers grow the screen that the head names to the first frame, so that counts as well. */
async function gif(peek: Peek): Promise<Size | undefined> {
  const head = await peek(0, 13);
  const colours = head.readUInt8(10);
  let at = 13 + (colours & 0x80 ? 3 * 2 ** ((colours & 7) + 1) : 0);
  let inExtension = false;
  for (let piece = 0; piece < maxPieces; piece++) {
    const block = await peek(at, 9);
    const first = block.readUInt8(0);
    if (inExtension) {
      inExtension = first !== 0;
      at += first + 1;
    } else if (first === 0x21) {
      inExtension = true;
      at += 2;
    } else if (first === 0x2c) {
      return {
        width: Math.max(head.readUInt16LE(6), block.readUInt16LE(1) + block.readUInt16LE(5)),
        height: Math.max(head.readUInt16LE(8), block.readUInt16LE(3) + block.readUInt16LE(7)),
      };
    } else return undefined;
  }
  return undefined;
}

/** Browsers go on right behind these; what stands there would be taken for a length that leads anywhere. */
const hasNoLength = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7);

async function jpeg(peek: Peek): Promise<Size | undefined> {
  let at = 2;
  for (let piece = 0; piece < maxPieces; piece++) {
    const segment = await peek(at, 9);
    const marker = segment.readUInt8(1);
    if (segment.readUInt8(0) !== 0xff) return undefined;
    // Any number of these may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (hasNoLength(marker)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    } else at += 2 + segment.readUInt16BE(2);
  }
  return undefined;
}
