// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { fine } from "./config.ts";
import { explain } from "./explain.ts";

function tagWith(attributes: Record<string, string>): HTMLElement {
  const tag = document.createElement("script");
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(`data-${name}`, value);
  return tag;
}

/** As the loader asks. */
const isFine = ({ portal, theme, position, color, zIndex }: DOMStringMap): boolean =>
  fine.test([portal, theme, position, color, zIndex].join());

describe("the attributes of the script tag", () => {
  it.each([
    [{ portal: "willow-tea-demo01" }],
    [{ portal: "a", theme: "dark", position: "left", color: "#0B6E4f", "z-index": "12" }],
    [{ portal: "a", theme: "", color: "" }],
    [{ portal: "a", label: "Ask, us", target: "#here", launcher: "none", locale: "de" }],
  ])("are fine: %o", (attributes) => {
    expect(isFine(tagWith(attributes).dataset)).toBe(true);
  });

  it.each([
    [{}, 'data-portal="" has to be the key of a portal'],
    [{ portal: "a b" }, 'data-portal="a b" has to be'],
    [{ portal: "a,dark" }, 'data-portal="a,dark" has to be'],
    [{ portal: "a", theme: "pink" }, 'data-theme="pink" has to be auto, light or dark.'],
    [{ portal: "a", position: "top" }, 'data-position="top" has to be left or right.'],
    [{ portal: "a", color: "red" }, 'data-color="red" has to be a colour such as #0b6e4f.'],
    [{ portal: "a", "z-index": "-1" }, 'data-z-index="-1" has to be a whole number.'],
    [{ portal: "a", "z-index": "1;color:red" }, 'data-z-index="1;color:red" has to be a whole number.'],
  ])("are wrong, and a sentence says how to mend them: %o", (attributes, sentence) => {
    const tag = tagWith(attributes as Record<string, string>);
    expect(isFine(tag.dataset)).toBe(false);
    expect(explain(tag)).toContain(sentence);
  });
});
