import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollup } from "rollup";
import { afterEach, expect, it } from "vitest";
import { wordsInPlace } from "./words-in-place.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = "const count = (n) => `${n} rows`;\nexport const more = { rows: { done: count, title: `Rows` } };";
const main = `import { more } from "./more.ts";
export const en = { save: "Save", unused: "Nobody says this", states: { on: "On", off: "Off" }, ...more };`;
const more = { rows: { done: (n: number) => `${n} rows`, title: "Rows" } };
const en = { save: "Save", unused: "Nobody says this", states: { on: "On", off: "Off" }, ...more };

/** What ships of a page with this code. */
async function shipped(page: string): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), "deskbell-words-"));
  mkdirSync(join(folder, "locales"));
  const write = (name: string, code: string): void => writeFileSync(join(folder, name), code);
  write("locales/more.ts", names);
  write("locales/en.ts", main);
  write("locales/text.ts", 'import { en } from "./en.ts";\nexport const text = en;');
  write("page.ts", `import { text } from "./locales/text.ts";\n${page}`);
  const texts = new Map<string, Record<string, unknown>>([
    [join(folder, "locales/more.ts"), more],
    [join(folder, "locales/en.ts"), en],
  ]);
  const bundle = await rollup({ input: join(folder, "page.ts"), plugins: [wordsInPlace({ folder, texts })] });
  return (await bundle.generate({})).output[0].code;
}

it("puts words where they are said, and ships none that nobody says", async () => {
  const code = await shipped("console.log(text.save, text.rows.title, text.save.length);");
  expect(code).toContain('console.log("Save", "Rows", "Save".length)');
  expect(code).not.toContain("Nobody says this");
});

it("keeps tables that a variable chooses from, and functions with what they need", async () => {
  const code = await shipped("export const say = (state, n) => [text.states[state], text.rows.done(n)];");
  expect(code).toContain('on: "On"');
  const { say } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    say: (state: string, n: number) => string[];
  };
  expect(say("off", 3)).toEqual(["Off", "3 rows"]);
});

it("leaves other things of the same name alone", async () => {
  const code = await shipped("export const read = (node) => [node.text.save, { text: 1 }, text.save];");
  expect(code).toContain('[node.text.save, { text: 1 }, "Save"]');
});

it("fails the build where a text does not exist or is taken as a whole", async () => {
  await expect(shipped("console.log(text.missing);")).rejects.toThrow("There is no text.missing");
  rmSync(folder, { recursive: true, force: true });
  await expect(shipped("console.log(text.save, Object.keys(text));")).rejects.toThrow("text is used without a name");
});
