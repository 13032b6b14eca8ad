import { parseAst } from "rollup/parseAst";
import { expect, it } from "vitest";
import { withLet } from "./minified.ts";

it.each([
  ["const a = 1;\nfor (const b of a) { const { c } = b; }", "let   a = 1;\nfor (let   b of a) { let   { c } = b; }"],
  ["var sample = `\nconst a = 1;\n`; let b = 'const ';", "var sample = `\nconst a = 1;\n`; let b = 'const ';"],
  [
    "const f = () => `${(() => { const a = 1; return a; })()} const a`;",
    "let   f = () => `${(() => { let   a = 1; return a; })()} const a`;",
  ],
])("says let where %j declares, and changes no text", (code, expected) => {
  expect(withLet(code, parseAst(code))).toBe(expected);
});
