import { rollup } from "rollup";
import { expect, it } from "vitest";
import { noWaitingModules } from "./no-waiting-modules.ts";

async function build(code: string): Promise<string> {
  const source = { name: "source", resolveId: () => "code", load: () => code };
  const bundle = await rollup({ input: "code", plugins: [source, noWaitingModules()] });
  return (await bundle.generate({ format: "es" })).output[0].code;
}

it.each([
  "export const words = await Promise.resolve(1);",
  "if (globalThis.name) { await 0; }",
  "for await (const one of []) console.log(one);",
])("X6: refuses to ship %s", async (code) => {
  await expect(build(code)).rejects.toThrow("waits at the top of a module");
});

it.each([
  "export const read = async () => await fetch('/');",
  "export class Reader { async read() { await 0; } }",
  "export async function* all() { for await (const one of []) yield one; }",
])("X6: ships %s", async (code) => {
  expect(await build(code)).toContain("await");
});
