/**
 * Refuses `await` at the top of a module: Safari before 27 lets modules run whose imports still wait, so that what they
 * take from them is not there.
 */
import type { Plugin } from "rollup";
import { isNode } from "./syntax.ts";

export function waits(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(waits);
  if (!isNode(value) || /Function|StaticBlock|PropertyDefinition/.test(value.type)) return false;
  if (value.type === "AwaitExpression" || (value.type === "ForOfStatement" && value.await)) return true;
  return Object.values(value).some(waits);
}

export const noWaitingModules = (): Plugin => ({
  name: "no-waiting-modules",
  renderChunk(code, { name }) {
    if (waits(this.parse(code))) this.error(`${name} waits at the top of a module: Safari before 27 cannot`);
    return null;
  },
});
