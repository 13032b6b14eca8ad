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
    return { code: `export default ${JSON.stringify(withoutSpaces(code.trim()))}`, moduleSideEffects: false };
  },
});

/** Values of custom properties are left as they were written, since a script could read them. None of ours does. */
const withoutSpaces = (css: string): string =>
  css.replace(/"[^"]*"|(--[\w-]+:|,) /g, (found, mark: string | undefined) => mark ?? found);
