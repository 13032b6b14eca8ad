/**
 * `import css from "./panel.css"` gives the text, as in the build. Under a name of its own,
 * since Vite has its own plans for everything that ends in `.css`.
 */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "vitest/config";

const prefix = "\0css-text:";

export const cssText = (): Plugin => ({
  name: "css-text",
  enforce: "pre",
  resolveId(source, importer) {
    if (!source.startsWith(".") || !source.endsWith(".css") || !importer) return null;
    return `${prefix}${join(dirname(importer), source)}.text`;
  },
  async load(id) {
    if (!id.startsWith(prefix)) return null;
    const file = id.slice(prefix.length, -".text".length);
    this.addWatchFile(file);
    return `export default ${JSON.stringify(await readFile(file, "utf8"))}`;
  },
});
