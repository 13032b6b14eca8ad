/**
 * Rollup plugin: refuses an import of a value across a border between rooms.
 * Type imports are gone by the time Rollup resolves, so what it sees is what would ship.
 */
import { relative, sep } from "node:path";
import type { Plugin } from "rollup";
import { objection } from "./table.ts";

const fromRoot = (file: string): string => relative(process.cwd(), file).split(sep).join("/");

export const borders = (): Plugin => ({
  name: "borders",
  resolveId: {
    order: "post",
    async handler(source, importer) {
      if (!importer || !source.startsWith(".") || importer.includes("node_modules")) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      if (!found) return null;
      const objected = objection(fromRoot(importer), fromRoot(found.id), "value");
      if (objected) this.error(`${importer}: ${objected}`);
      return found;
    },
  },
});
