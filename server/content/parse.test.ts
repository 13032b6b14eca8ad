import { describe, expect, it } from "vitest";
import naughty from "big-list-of-naughty-strings/blns.json" with { type: "json" };
import type { Content, Inline } from "../contract/content.ts";
import { parseContent, textOf as textOfNode } from "./parse.ts";

const textOf = (tree: Content): string => tree.map(textOfNode).join("");

/** What is emphasized how, of one paragraph. */
const emphasized = (body: string): string[] => {
  const said = (nodes: readonly Inline[]): string[] =>
    nodes.flatMap((node) =>
      "text" in node
        ? []
        : [...(node.type === "link" ? [] : [`${node.type}: ${textOfNode(node)}`]), ...said(node.children)],
    );
  const [block] = parseContent(body);
  return block && "children" in block ? said(block.children) : [];
};

describe("text becomes a tree", () => {
  it("loses no character of any naughty string", () => {
    for (const text of naughty) expect(textOf(parseContent(text))).toBe(text);
  });

  it("loses no character of text with every kind of formatting", () => {
    const text =
      "Hi **you** and *me*,\r\n\r\n- one `x`\n- two\n\n1. a\n2) b\n> said\n> again\n```js\n*raw*\n```\nhttps://a.test/x, [b](https://b.test)\n";
    const tree = parseContent(text);
    expect(textOf(tree)).toBe(text);
    expect(tree.map((block) => block.type)).toEqual([
      "paragraph",
      "list",
      "paragraph",
      "list",
      "quote",
      "code",
      "paragraph",
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.test",
  ])("makes no link of %s", (href) => {
    expect(JSON.stringify(parseContent(`[click](${href}) <${href}>`))).not.toContain('"link"');
  });

  it("shows where a link goes, because its words may say something else", () => {
    expect(parseContent("[bank.example](https://evil.test)")).toEqual([
      {
        type: "paragraph",
        children: [
          {
            type: "link",
            href: "https://evil.test",
            children: [
              { type: "mark", text: "[" },
              { type: "text", text: "bank.example" },
              { type: "mark", text: "](https://evil.test)" },
            ],
          },
        ],
      },
    ]);
  });

  it("S2: ends an address in brackets at every kind of space there is", () => {
    const signs = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const spaces = signs.filter((sign) => /\s/.test(sign));
    const linked = (sign: string) => JSON.stringify(parseContent(`[a](https://a.test/${sign}b)`)).includes('"["');
    expect(spaces.filter(linked)).toEqual([]);
    for (const sign of ["`", "<", ">"]) expect(linked(sign), sign).toBe(false);
    for (const sign of ["-", "\u200b", "é", "\u180e"]) expect(linked(sign), sign).toBe(true);
  });

  it("leaves a fence that is never closed as text", () => {
    expect(parseContent("```\nall my words").every((block) => block.type === "paragraph")).toBe(true);
  });

  it.each([
    ["a **b** c", ["strong: **b**"]],
    [
      "*a* _b_ __so, well__ ***c***",
      ["emphasis: *a*", "emphasis: _b_", "strong: __so, well__", "strong: ***c***", "emphasis: *c*"],
    ],
    ["*a **b** c*", ["emphasis: *a **b** c*", "strong: **b**"]],
    ["(*a*), “**b**”!", ["emphasis: *a*", "strong: **b**"]],
    ["`a*b` *c*", ["code: `a*b`", "emphasis: *c*"]],
    ["这是**重要**的", ["strong: **重要**"]],
    ["*a\nb*", ["emphasis: *a\nb*"]],
    ["a ``b`c`` d", ["code: ``b`c``"]],
  ])("%j is emphasized", (body, expected) => expect(emphasized(body)).toEqual(expected));

  it.each([
    "5*3*2",
    "__init__",
    "__init__.py",
    "snake_case_name and other_name_too",
    "/usr/*/lib/*",
    "a*b*c",
    "*.js and *.ts",
    "2 * 3 * 4",
    "2**3**4",
    "\\*as typed\\*",
    "**a*",
    "Preis* und Menge*",
    "这是*重要*的",
    "****a****",
    "* a *",
    "[a*b](https://a.test) c*",
  ])("%j is as it was typed: within words, and in doubt, signs are signs", (body) =>
    expect(emphasized(body)).toEqual([]),
  );

  it("says where it stops to draw, and shows the rest as typed", () => {
    const body = "*a* ".repeat(300);
    const tree = parseContent(body);
    expect(textOf(tree)).toBe(body);
    expect(tree.map((block) => block.type === "paragraph" && block.plain)).toEqual([undefined, true]);
    expect(tree[1]).toMatchObject({ children: [{ type: "text" }] });
    const list = "- a\n".repeat(300);
    expect(textOf(parseContent(list))).toBe(list);
    expect(parseContent(list).map(({ type }) => type)).toEqual(["list", "paragraph"]);
  });

  it("closes a fence by the next that is as long, and no other", () => {
    const types = (body: string) => parseContent(body).map(({ type }) => type);
    expect(types("````\n```\n````\n")).toEqual(["code"]);
    expect(types("```js\na\n~~~\n```\nb")).toEqual(["code", "paragraph"]);
    expect(types("```a``` b\n```")).toEqual(["paragraph"]);
  });
});

/** The body as it is seen: without the marks that take no room. */
const seen = (body: string): string => {
  const read = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => (node.type === "mark" && node.silent ? "" : "text" in node ? node.text : read(node.children)))
      .join("");
  return parseContent(body)
    .map((block) => read("items" in block ? block.items.flat() : block.children))
    .join("");
};

describe("U-M6: marks are silent only where they stand outside of words and hold words", () => {
  it.each([
    ["I have **refreshed** it", "I have refreshed it"],
    ["*so, well* and __very important__.", "so, well and very important."],
    ["***all of it***!", "all of it!"],
    ["“**Note:** two tins (*the green ones*)”", "“Note: two tins (the green ones)”"],
    ["**Order 4711** costs *about €20*", "Order 4711 costs about €20"],
    ["**Don’t** send it to the *well-known* shop 🙂", "Don’t send it to the well-known shop 🙂"],
    ["这是**重要**的", "这是重要的"],
    ["هذا **مهم جدًا**، شكرا", "هذا مهم جدًا، شكرا"],
    ["It says `voucher_expired`.", "It says voucher_expired."],
    ["or [this page](https://example.com)", "or this page"],
    ["> you said\n>\n> “so”\n", "you said\n\n“so”\n"],
    ["```js\nlet a;\n```\nand", "let a;\nand"],
    // What stands behind a fence and is no name of a language was said to somebody.
    ["```My card was charged twice:\nerror 500\n```", "```My card was charged twice:\nerror 500\n"],
    ["~~~ order 4711\nlost\n~~~", "~~~ order 4711\nlost\n"],
    ["```URGENT\nlost\n```", "```URGENT\nlost\n"],
  ])("%j is read as %j", (body, expected) => {
    expect(seen(body)).toBe(expected);
    expect(textOf(parseContent(body))).toBe(body);
  });

  it.each([
    "5*3*2",
    "2 *3 4* 5",
    "__init__",
    "see __init__ or f(*args*)",
    "snake_case_name",
    "/usr/*/lib/*",
    "**WILLOW10**",
    "my password is *Hunter2*",
    "*x+y*",
    "**a/b**",
    "**user@host**",
    "**index.html**",
    "[bank.example](https://evil.test)",
    "[https://bank.example](https://evil.test)",
    "[1](https://a.test)",
    "a`b`c",
    "`*`",
    "**19.90**",
    "**a* b**",
    "> 5 kg",
    "> Settings > Mail",
    "- one\n* two",
    "10. tenth",
    "1986. A great year",
  ])("%j is seen as it was typed", (body) => expect(seen(body)).toBe(body));
});

it("F5: a numbered line keeps its own number, and no other", () => {
  for (const body of ["10. tenth", "1986. A great year", "3) third\n7) seventh"]) {
    const [block] = parseContent(body);
    expect(block).toMatchObject({ type: "list", ordered: true });
    expect(seen(body)).toBe(body);
  }
});
