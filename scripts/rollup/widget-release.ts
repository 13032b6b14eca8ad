/**
 * What makes a set of widget files one release. The version is a digest of everything the loader will import,
 * so a changed chunk is another address and an old address never changes its content.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rollup";

export interface Release {
  version: string;
  /** File name to its Subresource Integrity digest. */
  files: Record<string, string>;
}

const integrity = (body: Buffer | string): string => `sha384-${createHash("sha384").update(body).digest("base64")}`;

function chunksIn(dir: string): Record<string, string> {
  const names = readdirSync(dir).filter((name) => name.endsWith(".js") && name !== "widget.js");
  return Object.fromEntries(names.sort().map((name) => [name, integrity(readFileSync(join(dir, name)))]));
}

/** Gives the loader its version (`__VERSION__`) and writes `release.json` beside the files. */
export const widgetRelease = (dir: string, packageVersion: string): Plugin => {
  let release: Release;
  return {
    name: "widget-release",
    buildStart() {
      const files = chunksIn(dir);
      const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 8);
      release = { version: `${packageVersion}-${digest}`, files };
    },
    transform(code, id) {
      if (!id.endsWith("/loader.ts")) return null;
      return { code: code.replaceAll("__VERSION__", JSON.stringify(release.version)), map: null };
    },
    writeBundle(_options, bundle) {
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type === "chunk") release.files[name] = integrity(chunk.code);
      }
      writeFileSync(join(dir, "release.json"), `${JSON.stringify(release, null, 2)}\n`);
    },
  };
};
