import type { App } from "../state/app.ts";
import type { Language } from "../state/language.ts";

/** A quiet counter near the end of what fits, fetched only then. Lengths are UTF-16 units, as the server counts. */
export function Count({ app, length, max }: { app: Language & Pick<App, "chunks">; length: number; max: number }) {
  const left = max - length;
  const chunk = left <= max / 10 && app.chunks.need("counter");
  return chunk ? <chunk.Counter app={app} left={left} /> : null;
}
