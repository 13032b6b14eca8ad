import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pageTexts } from "../../../server/pages/locales.ts";
import { lookAt } from "./look.ts";
import { oldest, oldestInWords } from "./oldest.ts";

const found = (text: string): string[] => [
  ...lookAt(text, { isModule: true, ownNames: new Set(["run"]) }).lacking.keys(),
];
const foundInStyle = (css: string): string[] => found(`sheet.replaceSync(${JSON.stringify(css)})`);

test.each([
  ["Promise.try(send)", ["Promise.try"]],
  ["URL.parse(address)", ["URL.parse"]],
  ["window.Iterator", ["Iterator"]],
  ["Iterator.prototype.map.call(rows, draw)", ["Iterator.prototype.map", "Iterator"]],
  ["rows.values().map(draw)", ["Iterator.prototype.map"]],
  ["function f(list) { return list.moveBefore(a, b) }", [".moveBefore"]],
  ["field.addEventListener('scrollend', draw)", ["event scrollend"]],
  ["draw('dialog', { closedby: 'any' })", ["<dialog closedby>"]],
  ["const rows = await read()", ["await at the top of a module"]],
  ["{ using file = open() }", ["grammar"]],
  ["/(?i:a)b/.test(text)", ["grammar"]],
  ["import data from './data.json' with { type: 'json' }", ["grammar"]],
])("X3: refuses in a script: %s", (text, lacking) => {
  expect(found(text)).toEqual(lacking);
});

test.each([
  [".note { anchor-name: --note }", ["anchor-name"]],
  [".note { @starting-style { opacity: 0 } }", ["@starting-style"]],
  [".note { width: calc-size(auto, size) }", ["calc-size()"]],
  [".note { text-wrap: pretty }", ["text-wrap: pretty"]],
  ["summary::details-content { color: red }", [":details-content"]],
  ["@media (prefers-reduced-transparency: reduce) { .note { color: red } }", ["@media (prefers-reduced-transparency)"]],
])("X3: refuses in a style sheet: %s", (css, lacking) => {
  expect(foundInStyle(css)).toEqual(lacking);
});

test("X3: takes what the oldest browsers have, what is ours, and what was asked for before", () => {
  const script = `
    export const f = async (rows) => [...rows.toSorted(), ...rows.map(String), ...Object.values(rows).map(String)];
    job.run(); new Intl.DateTimeFormat("en").format(0); /\\p{Emoji}/v.test("x"); Object.groupBy([], f);`;
  expect(found(script)).toEqual([]);
  const css = `
    :host { color: light-dark(#000, oklch(from red l c h / 50%)); &:has(:popover-open) { text-wrap: balance } }
    @supports (anchor-name: --note) { .note { anchor-name: --note } }
    @container (width > 400px) { p { inline-size: min(10px, 1cqi); font: 1rem/1.5 system-ui } }`;
  expect(foundInStyle(css)).toEqual([]);
});

test("X3: README says which browsers these are", () => {
  const readme = readFileSync("README.md", "utf8").replace(/\s+/g, " ");
  expect(/Chrome and Edge [^)]*\)/.exec(readme)?.[0]).toBe(oldestInWords);
});

test.each(Object.entries(pageTexts))("X3: the staff page says in %s which browsers these are", (_, { tooOld }) => {
  expect(tooOld.match(/\d+/g)?.map(Number)).toEqual([oldest.edge, oldest.firefox, oldest.safari]);
});
