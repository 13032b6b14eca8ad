// @vitest-environment happy-dom
import { render } from "preact";
import { describe, expect, it } from "vitest";
import type { Content } from "../../contract/index.ts";
import { ContentView } from "./content.tsx";

function drawn(content: Content): HTMLElement {
  const root = document.createElement("div");
  render(<ContentView content={content} />, root);
  return root;
}

/** A link that is drawn by its words. */
const silent = (text: string) => ({ type: "mark", text, silent: true }) as const;
const linkOf = (href: string): HTMLElement => {
  const children = [silent("["), { type: "text", text: "Invoice" } as const, silent(`](${href})`)];
  const paragraph = { type: "paragraph", children: [{ type: "link", href, children }] } as const;
  return drawn([paragraph as unknown as Content[number]]).querySelector("a")!;
};

it("says where a link leads that is drawn by its words, and adds nothing to the text", () => {
  const link = linkOf("https://evil.example/login");
  expect([link.dataset["leads"], link.textContent]).toEqual(["evil.example", "[Invoice](https://evil.example/login)"]);
  expect(linkOf("mailto:mia@example.com").dataset["leads"]).toBe("mia@example.com");
});

const content: Content = [
  {
    type: "paragraph",
    children: [
      { type: "text", text: "See " },
      {
        type: "strong",
        children: [
          { type: "mark", text: "**" },
          { type: "text", text: "this  <b>" },
          { type: "mark", text: "**" },
        ],
      },
      { type: "text", text: "\n\n" },
    ],
  },
  {
    type: "quote",
    children: [
      { type: "mark", text: "> " },
      { type: "text", text: "you said\n" },
    ],
  },
  {
    type: "list",
    ordered: true,
    items: [
      [
        { type: "mark", text: "1. " },
        { type: "text", text: "one\n" },
      ],
      [
        { type: "mark", text: "2. " },
        { type: "link", href: "https://example.com/", children: [{ type: "text", text: "two" }] },
      ],
    ],
  },
  {
    type: "code",
    children: [
      { type: "mark", text: "```\n" },
      { type: "text", text: "  a\tb\n" },
      { type: "mark", text: "```" },
    ],
  },
];
const body = "See **this  <b>**\n\n> you said\n1. one\n2. two```\n  a\tb\n```";

describe("a message that is drawn", () => {
  it("has the text that was typed, to the last character", () => {
    expect(drawn(content).textContent).toBe(body);
  });

  it("says where the rest stands as it was typed, in no text of the letter", () => {
    const rest: Content = [{ type: "paragraph", plain: true, children: [{ type: "text", text: "**and so on**" }] }];
    const root = drawn([...content, ...rest]);
    expect(root.textContent).toBe(`${body}**and so on**`);
    expect(
      [...root.querySelectorAll<HTMLElement>("[data-said]")].map((one) => [one.textContent, one.dataset["said"]]),
    ).toEqual([["**and so on**", "The rest is shown as typed"]]);
  });

  it("keeps typed markup as text", () => {
    expect(drawn(content).querySelector("b")).toBeNull();
  });

  it("opens links elsewhere, and tells the other site nothing", () => {
    const link = drawn(content).querySelector("a");
    expect(link?.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(link?.target).toBe("_blank");
  });
});
