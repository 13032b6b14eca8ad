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
