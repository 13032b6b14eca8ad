/** Rollup plugin: `import css from "./panel.css"` gives the minified text, for a constructed stylesheet. */
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";
import type { Plugin } from "rollup";

export const cssText = (): Plugin => ({
  name: "css-text",
  async load(id) {
    if (!id.endsWith(".css")) return null;
    this.addWatchFile(id);
    const { code } = await transform(await readFile(id, "utf8"), { loader: "css", minify: true });
    return { code: `export default ${JSON.stringify(code.trim())}`, moduleSideEffects: false };
  },
});
