/** For the weakened forms: a server whose code is another in one place. Throws where that place is not met. */
import { registerHooks } from "node:module";

/** @param instead for text that has to stand exactly once in the server's own bundle */
export function rewriteServer(text, instead) {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith("/dist/server/main.js")) return loaded;
      const parts = String(loaded.source).split(text);
      if (parts.length !== 2) throw new Error(`“${text}” stands ${parts.length - 1} times in ${url}`);
      return { ...loaded, source: parts.join(instead) };
    },
  });
}
