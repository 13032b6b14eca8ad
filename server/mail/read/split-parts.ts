/** The parts of a mail in their order, as they arrive: each with its bytes, of which nothing is kept here. */
import { pipeline } from "node:stream/promises";
import { Readable, type Transform } from "node:stream";
import { type MimeNode, Splitter, type SplitterChunk } from "@zone-eu/mailsplit";

/** A header of 200 kB is read, and a mail of 5,000 parts. */
const maxHeadSize = 4 * 1024 * 1024;
const maxChildNodes = 10_000;

export interface Part {
  node: MimeNode;
  /**
   * Decoded. Of a part that holds others: what stands above the first of them, which is all there is where its parts
   * cannot be told apart.
   */
  take: <Taken>(sink: (bytes: AsyncIterable<Uint8Array>) => Promise<Taken>) => Promise<Taken>;
}

/** `take` has to be called for each before the next is asked for. */
export async function* splitParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  // What is enclosed as a mail is a file.
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize, maxChildNodes });
  const fed = pipeline(Readable.from(content), splitter);
  // It is told by the splitter as well.
  fed.catch(() => {});
  const chunks = splitter[Symbol.asyncIterator]() as AsyncIterator<SplitterChunk, undefined>;
  let next = await chunks.next();
  async function* bytesOf(node: MimeNode): AsyncGenerator<Uint8Array> {
    for (; !next.done && next.value.type !== "node" && next.value.node === node; next = await chunks.next()) {
      if (next.value.value) yield next.value.value;
    }
  }
  try {
    while (!next.done) {
      const node = next.value;
      next = await chunks.next();
      // Boundaries, and what stands below the last part.
      if (node.type === "node") yield { node, take: (sink) => decoded(node, bytesOf(node), sink) };
    }
    await fed;
  } finally {
    splitter.destroy();
  }
}

async function decoded<Taken>(
  node: MimeNode,
  bytes: AsyncIterable<Uint8Array>,
  sink: (bytes: AsyncIterable<Uint8Array>) => Promise<Taken>,
): Promise<Taken> {
  const isEncoded = !node.multipart && (node.encoding === "base64" || node.encoding === "quoted-printable");
  if (!isEncoded) return sink(bytes);
  return pipeline(bytes, node.getDecoder() as Transform, sink);
}
