/** Names of fields and methods that are ours: `x.run` is no question about browsers where we have a `run` ourselves. */
import { globSync, readFileSync } from "node:fs";

const sources = "{widget,server/admin,server/contract}/**/*.{ts,tsx}";

export function ownNames(): Set<string> {
  const names = new Set<string>();
  for (const file of globSync(sources)) {
    const text = readFileSync(file, "utf8");
    // `name:` and `name?:` of types, objects and arguments; `name(` of methods, which begin their line; shorthand.
    for (const [, name = ""] of text.matchAll(/(?<![.\w])([a-z]\w*)\??:/g)) names.add(name);
    for (const [, name = ""] of text.matchAll(/^ +(?:async |get |set )?([a-z]\w*)\(.*[{;]$/gm)) names.add(name);
    // What a module hands out is a member of what `import()` gives.
    for (const [, name = ""] of text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)) names.add(name);
    for (const [, listed = ""] of text.matchAll(/\{([\w\s,]+)\}/g)) {
      for (const name of listed.split(",")) names.add(name.trim());
    }
  }
  return names;
}
