/**
 * What makes a set of widget files one release. The version is a digest of everything that it is built from or imports,
 * the loader too, so a changed file is another address and an old address never changes its content.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rollup";

export interface Release {
  version: string;
  /** File name to its Subresource Integrity digest. */
  files: Record<string, string>;
}

const integrity = (body: Buffer | string): string => `sha384-${createHash("sha384").update(body).digest("base64")}`;

/** Built after the chunks, and no part of what they import. */
const madeAfterwards = ["checks.js", "widget.js", "widget-pinned.js"];
const sourcesOfThose = ["loader.ts", "checks.ts", "config.ts", "styles/launcher.css"];
/** What makes files of those: another minifier makes another loader. */
const tools = ["rollup.config.ts", "package-lock.json", ...globSync("scripts/rollup/*.ts")].filter(
  (name) => !name.endsWith(".test.ts"),
);

function chunksIn(dir: string): Record<string, string> {
  const names = readdirSync(dir).filter((name) => name.endsWith(".js") && !madeAfterwards.includes(name));
  return Object.fromEntries(names.sort().map((name) => [name, integrity(readFileSync(join(dir, name)))]));
}

/** A file and all that it may ever import, now or later. */
function reachedFrom(dir: string, name: string, reached = new Set<string>()): Set<string> {
  if (reached.has(name)) return reached;
  reached.add(name);
  const imports = readFileSync(join(dir, name), "utf8").matchAll(/\b(?:from|import\(?)\s*["']\.\/([^"']+)["']/g);
  for (const [, imported] of imports) reachedFrom(dir, imported!, reached);
  return reached;
}

/** Gives the loader, and what it checks by, their version and digests, and writes `release.json` beside the files. */
export const widgetRelease = (dir: string, packageVersion: string, entries: string[], isPinned = false): Plugin => {
  let release: Release;
  return {
    name: "widget-release",
    buildStart() {
      const files = chunksIn(dir);
      const sources = [...sourcesOfThose.map((name) => join("widget", name)), ...tools.toSorted()].map((name) =>
        readFileSync(name, "utf8"),
      );
      const digest = createHash("sha256")
        .update(JSON.stringify([files, sources]))
        .digest("hex")
        .slice(0, 8);
      release = { version: `${packageVersion}-${digest}`, files };
    },
    transform(code, id) {
      if (!/\/widget\/(loader|checks)\.ts$/.test(id)) return null;
      const { version, files } = release;
      // How the widget lives with the page comes at the same time as its main chunk, which is nothing without it here.
      const together = (entry: string): string[] => (entry === "main" ? ["main", "around"] : [entry]);
      const checks = (): object =>
        Object.fromEntries(
          entries.map((entry) => {
            const reached = new Set<string>();
            for (const name of together(entry)) reachedFrom(dir, `${name}.js`, reached);
            return [entry, [...reached].map((name) => [name.replace(/\.js$/, ""), files[name]])];
          }),
        );
      const values: Record<string, () => unknown> = {
        __VERSION__: () => version,
        __DIGEST__: () => (isPinned ? integrity(readFileSync(join(dir, "checks.js"))) : ""),
        __CHECKS__: checks,
      };
      return {
        code: code.replace(/__(VERSION|DIGEST|CHECKS)__/g, (name) => JSON.stringify(values[name]!())),
        map: null,
      };
    },
    writeBundle() {
      for (const name of madeAfterwards) {
        if (existsSync(join(dir, name))) release.files[name] = integrity(readFileSync(join(dir, name)));
      }
      writeFileSync(join(dir, "release.json"), `${JSON.stringify(release, null, 2)}\n`);
    },
  };
};
