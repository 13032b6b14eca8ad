/**
 * Rollup plugin: `list.map(draw)` becomes `map(list, draw)`, whose `map` was taken when the widget's main chunk began
 * (`widget/own.ts`). A page that puts something broken of its own in the place of one of these afterwards changes what
 * everybody calls by that name, and not what the widget does.
 */
import { resolve } from "node:path";
import type { Plugin } from "rollup";
import * as own from "../../widget/own.ts";
import { isNode, type Node as Syntax } from "./syntax.ts";

const names = new Set(Object.keys(own));

interface Node extends Syntax {
  end: number;
  [key: string]: unknown;
}

type Edit = [start: number, end: number, text: string];

/** Every call of one of the names as a method, the outer one before what stands in it. */
function callsIn(node: Node, found: Node[] = []): Node[] {
  const { callee } = node as { callee?: Node };
  const { property } = (callee ?? {}) as { property?: { name?: string } };
  const isPlain =
    callee?.type === "MemberExpression" && !callee["computed"] && !callee["optional"] && !node["optional"];
  if (node.type === "CallExpression" && isPlain && names.has(property?.name ?? "")) found.push(node);
  for (const value of Object.values(node).flat()) if (isNode(value)) callsIn(value as Node, found);
  return found;
}

/** Inside `a?.b.map(c)` the whole ends where `a` is none, so it is left as it is. */
const isInChain = (node: Node): boolean => {
  const inner = (node["object"] ?? node["callee"]) as Node | undefined;
  return node["optional"] === true || (isNode(inner) && isInChain(inner as Node));
};

/** @param except what is there without the main chunk, and has to do without its copies */
export const ownCopies = (except: RegExp): Plugin => ({
  name: "own-copies",
  transform(code, id) {
    if (!/\/(widget|preact\/src)\//.test(id) || except.test(id) || id.endsWith("/own.ts") || !/\.[jt]sx?$/.test(id))
      return null;
    const used = new Set<string>();
    const edits: Edit[] = [];
    for (const call of callsIn(this.parse(code) as unknown as Node)) {
      const { object, property } = call["callee"] as { object: Node; property: Node & { name: string } };
      if (isInChain(object)) continue;
      used.add(property.name);
      // Brackets around the list are none of its own, so the name goes before them, and the point comes after.
      edits.push([call.start, call.start, `own_${property.name}(`]);
      const [point, open] = [code.lastIndexOf(".", property.start), code.indexOf("(", property.end) + 1];
      edits.push([point, open, (call["arguments"] as Node[]).length > 0 ? "," : ""]);
    }
    if (used.size === 0) return null;
    const sorted = edits
      .map((edit, at) => [edit, at] as const)
      .sort(([one, i], [other, j]) => one[0] - other[0] || i - j);
    let made = "";
    let at = 0;
    for (const [[start, end, text]] of sorted) {
      made += code.slice(at, start) + text;
      at = end;
    }
    const imports = [...used].map((name) => `${name} as own_${name}`).join();
    return { code: `import {${imports}} from "${resolve("widget/own.ts")}";${made}${code.slice(at)}`, map: null };
  },
});
