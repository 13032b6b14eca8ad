/**
 * Text as typed → the tree that every client draws. A small Markdown subset, lossless: the texts of the tree,
 * joined, are the body again. Where a piece cannot be read that way it stays plain text.
 *
 * The parser is ours: marked, micromark, commonmark.js and Lezer take 0.2 to 24 s for 20,000 hostile characters;
 * markdown-it does not, but forgets where in the text a word stood. Ours is a few passes, each linear, whose steps are
 * counted in tests. It is stricter than CommonMark, because people are not writing Markdown: in doubt a sign is a sign.
 * Another kind of block is another kind of line in `lines.ts`.
 */
import type { Block, Content, Inline } from "../contract/content.ts";
import { Budget } from "./budget.ts";
import { parseInlines } from "./inlines.ts";
import { bulletSign, type Group, groups, numberSign, quoteSign } from "./lines.ts";
import { mark, silentMark } from "./marks.ts";
import type { Meter } from "./meter.ts";

export function parseContent(body: string, meter: Meter = { steps: 0 }): Content {
  const budget = new Budget();
  const tree: Content = [];
  let read = 0;
  for (const group of groups(body, meter)) {
    const block = blockOf(group, budget, meter);
    if (block) {
      tree.push(block);
      read += textOf(block).length;
    }
    if (budget.isSpent) break;
  }
  // What is too much to be drawn piece by piece is shown as it was typed.
  if (read < body.length) {
    tree.push({ type: "paragraph", plain: true, children: [{ type: "text", text: body.slice(read) }] });
  }
  return tree;
}

/** What people write behind a fence for a highlighter. Whatever else stands there was said to somebody. */
const languagesOfCode = new Set(
  "bash c cpp cs css csv diff go html http ini java javascript js json jsx log md php py python rb ruby rust sh sql text toml ts tsx txt typescript xml yaml yml".split(
    " ",
  ),
);

const isBare = (fence: string): boolean => {
  const behind = fence
    .trim()
    .replace(/^[`~]+/, "")
    .trim();
  return behind === "" || languagesOfCode.has(behind);
};

function blockOf({ kind, lines }: Group, budget: Budget, meter: Meter): Block | undefined {
  if (!budget.takeBlock()) return undefined;
  switch (kind) {
    case "code": {
      const inner = lines.slice(1, -1).join("");
      const text: Inline[] = inner === "" ? [] : [{ type: "text", text: inner }];
      const opening = text.length > 0 && isBare(lines[0]!) ? silentMark : mark;
      const closing = text.length > 0 ? silentMark : mark;
      const children = [opening(lines[0]!), ...text, closing(lines.at(-1)!)];
      return budget.takeAll(children, meter) ? { type: "code", children } : undefined;
    }
    case "quote": {
      const children: Inline[] = [];
      for (const line of lines) {
        const inner = afterSign(line, quoteSign, meter, isQuoted(line) ? silentMark : mark);
        if (!budget.takeAll(inner, meter)) break;
        children.push(...inner);
      }
      return children.length > 0 ? { type: "quote", children } : undefined;
    }
    case "bullets":
    case "numbers": {
      const items: Inline[][] = [];
      for (const line of lines) {
        const item = afterSign(line, kind === "bullets" ? bulletSign : numberSign, meter);
        if (!budget.takeItem(item, meter)) break;
        items.push(item);
      }
      return items.length > 0 ? { type: "list", ordered: kind === "numbers", items } : undefined;
    }
    case "text": {
      const children = budget.takeFirst(parseInlines(lines.join(""), meter), meter);
      return children.length > 0 ? { type: "paragraph", children } : undefined;
    }
  }
}

function afterSign(line: string, sign: RegExp, meter: Meter, asMark = mark): Inline[] {
  const [found = ""] = sign.exec(line) ?? [];
  return [...(found ? [asMark(found)] : []), ...parseInlines(line.slice(found.length), meter)];
}

/** A sentence of somebody else, or the empty line between two; `> 5 kg` and `> Settings > Mail` are neither. */
const isQuoted = (line: string): boolean => /^ {0,3}>[ \t]?(["'“„«(]?\p{L}[^>]*|\s*)$/u.test(line);

/** What a tree says: the body, to the last character. */
export const textOf = (node: Block | Inline): string =>
  "text" in node ? node.text : ("items" in node ? node.items.flat() : node.children).map(textOf).join("");
