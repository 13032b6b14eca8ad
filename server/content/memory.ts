/**
 * Trees by message, so that a text is parsed once and not for each of its readers. Never stored anywhere else: the
 * parser changes, and what was typed does not.
 */
import type { Content } from "../contract/content.ts";
import { parseContent } from "./parse.ts";

interface Known {
  body: string;
  content: Content;
  /** Of JSON: body and tree. */
  bytes: number;
}

export interface ContentMemory {
  /** @param id of the message whose body this is */
  of(id: string, body: string): Readonly<Known>;
  readonly bytes: number;
}

/** @param most bytes of JSON that are kept, give or take the last; the trees themselves take a few times as much */
export function createContentMemory(maxBytes: number, parse: (body: string) => Content = parseContent): ContentMemory {
  /** The one that was asked for longest ago comes first. */
  const kept = new Map<string, Known>();
  let bytes = 0;
  const forget = (id: string): void => {
    bytes -= kept.get(id)?.bytes ?? 0;
    kept.delete(id);
  };
  return {
    get bytes() {
      return bytes;
    },
    of(id, body) {
      let known = kept.get(id);
      if (known?.body !== body) {
        const content = parse(body);
        known = { body, content, bytes: Buffer.byteLength(JSON.stringify({ body, content })) };
      }
      forget(id);
      kept.set(id, known);
      bytes += known.bytes;
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break;
        forget(oldest);
      }
      return known;
    },
  };
}

/** Of this process. A few thousand ordinary messages, which is more than are being read at a time. */
export const contents = createContentMemory(4_000_000);
