/** What a hostile text costs: steps, nodes and bytes, at one size and at twice that. */
import { describe, expect, it } from "vitest";
import type { Block, Content, Inline } from "../contract/content.ts";
import { parseContent, textOf } from "./parse.ts";

const size = 20_000;

const words = (piece: string, length: number): string =>
  `${piece.repeat(3900 / piece.length)} `.repeat(Math.ceil(length / 3900)).slice(0, length);

/** The shapes of CommonMark's test of pathological input, of marked's and linkify-it's worst, and of our own parts. */
const shapes: Record<string, string | ((length: number) => string)> = {
  "S2: strong, with a space that is none": "**a\u00a0",
  "S2: strong that is never closed": "**a* ",
  "S3: emphasis again and again": "*a* ",
  "alternating openers": "*a _b ",
  "alternating closers": "a_ b* ",
  "mixed lengths": "a**b c* ",
  "stars around words": "*a **b ***c ",
  "one run": "*",
  "one run of underscores": "_",
  "underscores before addresses": (n) => `${"_".repeat(n / 2)}${"_http://a ".repeat(n / 20)}`,
  "runs of two kinds": "*_",
  "openers, then closers": (n) => "*a ".repeat(n / 6) + "a* ".repeat(n / 6),
  escapes: "\\",
  "escaped signs": "\\*\\`\\[",
  "open brackets": "[",
  "closed brackets": "]",
  "nested brackets": (n) => "[".repeat(n / 2) + "a" + "]".repeat(n / 2),
  "nested brackets with destinations": (n) => "[a".repeat(n / 4) + "](b)".repeat(n / 8),
  "links that are never closed": "[a](",
  "links in links": "[a](https://a.test/(",
  "links of brackets": "[](()",
  "links, then a space": "[a](b(c",
  pictures: "![a](",
  references: "[a]: b\n",
  "backticks of every length": (n) => {
    let text = "";
    for (let ticks = 1; text.length < n; ticks++) text += `e${"`".repeat(ticks)}`;
    return text;
  },
  "backticks of falling length": (n) => {
    let text = "";
    for (let ticks = Math.floor(Math.sqrt(2 * n)); ticks > 0; ticks--) text += `e${"`".repeat(ticks)}`;
    return text;
  },
  "pairs of backticks": "`a`",
  "fences of falling length": (n) => {
    let text = "";
    for (let ticks = Math.floor(Math.sqrt(2 * n)); ticks > 2; ticks--) text += `${"`".repeat(ticks)}\n`;
    return text;
  },
  fences: "```\n~~~\n",
  "fences with words": "```a\n",
  quotes: "> ",
  "nested quotes": ">",
  "lines of quotes": "> a\n",
  bullets: "- ",
  "lines of bullets": "- a\n",
  "lines of numbers": "1. a\n",
  "lists of every kind": "- a\n1. b\n> c\n",
  spaces: " ",
  "tabs before a bullet": "\t",
  "empty lines": "\n",
  "empty lines with spaces": " \n  \n",
  returns: "\r",
  schemes: "http://",
  "schemes with letters": "http://a",
  hosts: "http://a.",
  "a host that goes on": (n) => `http://${"a.".repeat(n / 2)}`,
  "dashes in a host": (n) => `http://a${"-".repeat(n)}`,
  "a path of brackets": "http://a.test/(",
  "a path of pairs": (n) => `http://a.test/${"(a)".repeat(n / 3)}`,
  "a path of nested pairs": (n) => `http://a.test/${"(([{".repeat(n / 4)}`,
  "paths of open brackets": "http://a.test/(((([[[[{{{{a'b",
  "paths of apostrophes": "http://a.test/'",
  "one long path": (n) => `http://a.test/${"a".repeat(n)}`,
  "a path of dots": (n) => `http://a.test/${".".repeat(n)}`,
  "a path of signs at its end": (n) => `http://a.test/${"*".repeat(n)}`,
  www: "www.",
  addresses: "https://a.test/x ",
  "addresses in brackets": "<https://a.test> ",
  mail: "a@",
  "mail of mail": "a@a.test@",
  "mail addresses": "a@a.test ",
  "a long name": (n) => `${"a".repeat(n)}@a.test`,
  "a name of dots": (n) => `${"a.".repeat(n / 2)}@a.test`,
  "signs of names": "!#$%&'*+",
  "a domain that goes on": (n) => `a@${"a.".repeat(n / 2)}`,
  mailto: "mailto:",
  dots: ".",
  dashes: "-",
  less: "<",
  ampersands: "&amp;",
  tables: "|a",
  HTML: "<a href='",
  comments: "<!--",
  tildes: "~~a~",
  "pictures of letters": "👍🏽",
  "direction marks": "\u202e*a*",
  "Chinese without an end": "请看https://a.test/x。",
  "control characters": "\u0001",
  // An address that is longer than 4,000 characters is none, so these come in words that are not.
  "words of brackets": (n) => words("http://a.test/(", n),
  "words of nested brackets": (n) => words("http://a.test/(a(a(a(", n),
  "words of pairs and brackets": (n) => words("http://a.test/(((a)(b)(c)(d)(", n),
  "words of every bracket": (n) => words("http://a.test/[({a})]([{'", n),
  "words of apostrophes": (n) => words(`http://a.test/'${"a".repeat(60)}`, n),
  "words of mail": (n) => words("a@", n),
  "quotes of JSON": '"\\',
};

const bodyOf = (shape: (typeof shapes)[string], length: number): string =>
  typeof shape === "string" ? shape.repeat(Math.ceil(length / shape.length)).slice(0, length) : shape(length);

const nodesOf = (nodes: readonly (Block | Inline)[]): number =>
  nodes.reduce(
    (sum, node) =>
      sum +
      1 +
      ("items" in node
        ? node.items.reduce((items, item) => items + 1 + nodesOf(item), 0)
        : "children" in node
          ? nodesOf(node.children)
          : 0),
    0,
  );

const depthOf = (nodes: readonly (Block | Inline)[]): number =>
  1 +
  Math.max(
    0,
    ...nodes.map((node) =>
      "children" in node ? depthOf(node.children) : "items" in node ? depthOf(node.items.flat()) : 0,
    ),
  );

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What holds for every text. @returns the steps it took */
function checked(body: string): number {
  const meter = { steps: 0 };
  const content: Content = parseContent(body, meter);
  expect(content.map(textOf).join("") === body, "No character is lost or added").toBe(true);
  expect(nodesOf(content)).toBeLessThanOrEqual(500);
  expect(depthOf(content)).toBeLessThan(25);
  expect(bytesOf({ body, content })).toBeLessThanOrEqual(2 * bytesOf(body) + 45_000);
  return meter.steps;
}

describe("the work grows no faster than the text", () => {
  it.each(Object.entries(shapes))("S2: %s", (_, shape) => {
    const [once, twice] = [checked(bodyOf(shape, size)), checked(bodyOf(shape, 2 * size))];
    expect(once).toBeGreaterThanOrEqual(size / 2);
    expect(twice).toBeLessThan(once * 2.2);
    expect(once).toBeLessThan(400 * size);
  });

  it("S2: 5,000 texts made of signs, letters and addresses, from one seed", () => {
    const pieces = [
      ..."*_`[]()<>~|\\\"'!#&.,:;-+=/@ \n\t\r\u00a0\u2028\u3000\ufeff\u200b",
      ..."aZ9äß漢กع",
      ..."’”»。，،؟…",
      "**",
      "__",
      "***",
      "```",
      "~~~",
      "\n\n",
      "\n- ",
      "\n1. ",
      "\n> ",
      "\n```\n",
      "](",
      "[a](https://a.test)",
      "![a](b)",
      "https://a.test/x",
      "http://",
      "www.",
      "www.a.test",
      "a@b.test",
      "mailto:",
      "👍🏽",
      "\u0001",
      "<b>",
    ];
    let state = 20_261_128;
    const random = (below: number): number => {
      // Xorshift: the same texts in every run.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % below;
    };
    for (let i = 0; i < 5000; i++) {
      // Few kinds of pieces make the shapes that hurt; one text in a hundred is as long as a message may be.
      const kinds = Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)]!);
      const length = i % 100 === 0 ? size : 1 + random(600);
      let body = "";
      while (body.length < length) body += kinds[random(kinds.length)]!;
      const steps = checked(body);
      expect(steps, JSON.stringify(body.slice(0, 200))).toBeLessThan(400 * body.length + 10_000);
      if (i % 100 === 0) expect(checked(body + body), JSON.stringify(kinds)).toBeLessThan(2.5 * steps + 10_000);
    }
  });
});
