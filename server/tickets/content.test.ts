import { describe, expect, it } from "vitest";
import naughty from "big-list-of-naughty-strings/blns.json" with { type: "json" };
import type { Block, Inline } from "../contract/content.ts";
import { parseContent } from "./content.ts";

const textOf = (nodes: readonly (Block | Inline)[]): string =>
  nodes
    .map((node) =>
      "text" in node ? node.text : "items" in node ? node.items.map(textOf).join("") : textOf(node.children),
    )
    .join("");

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

  it("leaves a fence that is never closed as text", () => {
    expect(parseContent("```\nall my words").every((block) => block.type === "paragraph")).toBe(true);
  });

  it.each(["a.", "~~a~", "[a](", "**a*", "`a``", "http://a.", "> ", "\n "])(
    "does not grow tired of 20,000 characters of %j",
    (piece) => {
      const text = piece.repeat(Math.floor(20_000 / piece.length));
      expect(textOf(parseContent(text))).toBe(text);
    },
  );
});
