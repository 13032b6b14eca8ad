/**
 * Text as typed → the tree that every client draws. A small Markdown subset, lossless: the texts of the tree,
 * joined, are the body again. Where a piece cannot be read that way it stays plain text.
 */
import { Lexer, type Token } from "marked";
import type { Block, Content, Inline } from "../contract/content.ts";

const fence = /^ {0,3}(`{3,}|~{3,})/;
const quoteLine = /^ {0,3}>[ \t]?/;
const bulletLine = /^[ \t]{0,3}[-*+•][ \t]+(?=\S)/;
const numberLine = /^[ \t]{0,3}\d{1,4}[.)][ \t]+(?=\S)/;

/** Nothing in it that could mean more than itself, as in most messages of most people. */
const plain = /^(?![ \t]{0,3}(?:[-*+•>]|\d{1,4}[.)])[ \t])[^*_`~[\]<>\\&|@]*$/;
const hasPlainLinesOnly = (body: string): boolean =>
  !/https?:|www\./i.test(body) && body.split("\n").every((line) => plain.test(line));

export function parseContent(body: string): Content {
  if (hasPlainLinesOnly(body))
    return paragraphs(body).map((text) => ({ type: "paragraph", children: [{ type: "text", text }] }));
  const blocks: Content = [];
  const lines = body.split(/(?<=\n)/);
  let at = 0;
  while (at < lines.length) {
    const end = blockEnd(lines, at);
    blocks.push(...block(lines.slice(at, end)));
    at = end;
  }
  return blocks;
}

type Kind = "code" | "quote" | "bullets" | "numbers" | "text";

function kindOf(line: string): Kind {
  if (fence.test(line)) return "code";
  if (quoteLine.test(line)) return "quote";
  if (bulletLine.test(line)) return "bullets";
  if (numberLine.test(line)) return "numbers";
  return "text";
}

function blockEnd(lines: string[], start: number): number {
  const kind = kindOf(lines[start]!);
  let end = start + 1;
  if (kind === "code") {
    const mark = fence.exec(lines[start]!)![1]!;
    while (end < lines.length && !lines[end]!.trimStart().startsWith(mark)) end += 1;
    // A fence that is never closed is no fence: the rest of the letter must not turn into code.
    return end < lines.length ? end + 1 : start + 1;
  }
  while (end < lines.length && kindOf(lines[end]!) === kind) end += 1;
  return end;
}

function block(lines: string[]): Block[] {
  const kind = kindOf(lines[0]!);
  if (kind === "code" && lines.length > 1) {
    const [first, ...rest] = lines;
    const last = rest.pop()!;
    return [{ type: "code", children: [mark(first!), ...textNode(rest.join("")), mark(last)] }];
  }
  if (kind === "quote") return [{ type: "quote", children: lines.flatMap((line) => marked(line, quoteLine)) }];
  if (kind === "bullets")
    return [{ type: "list", ordered: false, items: lines.map((line) => marked(line, bulletLine)) }];
  if (kind === "numbers")
    return [{ type: "list", ordered: true, items: lines.map((line) => marked(line, numberLine)) }];
  return paragraphs(lines.join("")).map((text) => ({ type: "paragraph", children: inlines(text) }));
}

/** Pieces that end after an empty line; the line breaks stay with the piece before them. */
const paragraphs = (text: string): string[] =>
  text.split(/(?<=\n[ \t\r]*\n)(?![ \t\r]*\n)/).filter((piece) => piece !== "");

const mark = (text: string): Inline => ({ type: "mark", text });
const textNode = (text: string): Inline[] => (text === "" ? [] : [{ type: "text", text }]);

function marked(line: string, sign: RegExp): Inline[] {
  const [found = ""] = sign.exec(line) ?? [];
  return [...(found ? [mark(found)] : []), ...inlines(line.slice(found.length))];
}

/** The lexer looks at a run of signs without a space again and again; no address or word of a person is this long. */
const endlessWord = /\S{1000}/;

function inlines(text: string): Inline[] {
  if (text === "" || endlessWord.test(text)) return textNode(text);
  const nodes = Lexer.lexInline(text, { gfm: true }).flatMap(inline);
  return textOf(nodes) === text ? nodes : [{ type: "text", text }];
}

function inline(token: Token): Inline[] {
  switch (token.type) {
    case "strong":
      return [{ type: "strong", children: wrapped(token.raw, token.tokens ?? []) }];
    case "em":
      return [{ type: "emphasis", children: wrapped(token.raw, token.tokens ?? []) }];
    case "codespan":
      return [{ type: "code", children: codeSpan(token.raw) }];
    case "link":
      return isSafe(token["href"])
        ? [{ type: "link", href: token["href"], children: wrapped(token.raw, token.tokens ?? []) }]
        : textNode(token.raw);
    default:
      return textNode(token.raw);
  }
}

/** The signs before and after what they stand around. */
function wrapped(raw: string, tokens: Token[]): Inline[] {
  const inner = tokens.map((token) => token.raw).join("");
  const at = raw.indexOf(inner);
  if (inner === "" || at < 0) return textNode(raw);
  const before = raw.slice(0, at);
  const after = raw.slice(at + inner.length);
  return [...(before ? [mark(before)] : []), ...tokens.flatMap(inline), ...(after ? [mark(after)] : [])];
}

function codeSpan(raw: string): Inline[] {
  const [ticks = ""] = /^`+/.exec(raw) ?? [];
  return [mark(ticks), ...textNode(raw.slice(ticks.length, -ticks.length)), mark(ticks)];
}

function isSafe(href: string): boolean {
  const url = URL.parse(href);
  return url !== null && /^(https?|mailto):$/.test(url.protocol);
}

function textOf(nodes: Inline[]): string {
  return nodes.map((node) => ("text" in node ? node.text : textOf(node.children))).join("");
}
