import { parseAst } from "rollup/parseAst";
import { expect, test } from "vitest";
import { ownCopies } from "./own-copies.ts";

/** What becomes of a line of the widget, without what it imports for that. */
function made(line: string, file = "widget/views/list.tsx"): string {
  const { transform } = ownCopies(/\/news\.ts$/) as unknown as {
    transform: (this: object, code: string, id: string) => { code: string } | null;
  };
  const answer = transform.call({ parse: parseAst }, line, `/desk/${file}`);
  return answer ? answer.code.replace(/^import \{[^}]*\} from "[^"]*widget\/own\.ts";/, "") : line;
}

test.each([
  ["list.map(draw)", "own_map(list,draw)"],
  ["list.join()", "own_join(list)"],
  [
    "all.filter(isOpen).map((one) => one.tags.join(', '))",
    "own_map(own_filter(all,isOpen),(one) => own_join(one.tags,', '))",
  ],
  ["(left ?? []).some(isFile)", "own_some((left ?? []),isFile)"],
  ["[...new Set(a)].map(String)", "own_map([...new Set(a)],String)"],
  ["(await ask())\n  .find(isMine)", "own_find((await ask())\n  ,isMine)"],
])("C9: %j calls the widget's own copy", (line, expected) => {
  expect(made(line)).toBe(expected);
});

test.each([
  "left?.some(isFile)",
  "ticket?.tags.map(draw)",
  "list[name](draw)",
  "map(list)",
  "text.includes(a)",
  "list.map",
])("C9: %j stays as it is", (line) => {
  expect(made(line)).toBe(line);
});

test("C9: what is there without the main chunk does without its copies", () => {
  expect(made("items.filter(isUnread)", "widget/news.ts")).toBe("items.filter(isUnread)");
});
