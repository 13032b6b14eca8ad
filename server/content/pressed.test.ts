import fc from "fast-check";
import { expect, test } from "vitest";
import type { Content, Inline } from "../contract/content.ts";
import { formatted } from "../notation/format.ts";
import { parseContent } from "./parse.ts";

const textOf = (nodes: readonly Inline[]): string =>
  nodes.map((node) => (node.type === "mark" ? "" : "text" in node ? node.text : textOf(node.children))).join("");

/** Texts of all that is emphasized so, wherever it stands. */
function piecesOf(content: Content, type: "strong" | "emphasis" | "code"): string[] {
  const inline = (nodes: readonly Inline[]): string[] =>
    nodes.flatMap((node) => [
      ...(node.type === type ? [textOf(node.children)] : []),
      ...("children" in node ? inline(node.children) : []),
    ]);
  return content.flatMap((block) => (block.type === "list" ? block.items.flatMap(inline) : inline(block.children)));
}

const word = fc.constantFrom("tea", "well-known", "Grüße", "it's", "é", "Ω", "3", "so,", "end.", "(maybe)");
const kinds = fc.constantFrom(["bold", "strong"] as const, ["italic", "emphasis"] as const, ["code", "code"] as const);

test("whatever a press marks is read as marked, and a second press gives the text back", () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.nat(),
      kinds,
      (words, a, b, [format, type]) => {
        const [first, last] = [a % words.length, b % words.length].sort((one, other) => one - other) as [
          number,
          number,
        ];
        const picked = words.slice(first, last + 1).join(" ");
        fc.pre(/[\p{L}\p{N}]$/u.test(picked) && /^[\p{L}\p{N}]/u.test(picked));
        const before = words
          .slice(0, first)
          .map((one) => `${one} `)
          .join("");
        const text = words.join(" ");
        const change = formatted(text, before.length, before.length + picked.length, format);
        const made = text.slice(0, change.from) + change.insert + text.slice(change.to);
        expect(piecesOf(parseContent(made), type)).toContain(picked);
        const back = formatted(made, change.start, change.end, format);
        expect(made.slice(0, back.from) + back.insert + made.slice(back.to)).toBe(text);
      },
    ),
  );
});
