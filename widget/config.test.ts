// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fine, type WidgetConfig } from "./config.ts";
import { explain } from "./explain.ts";

/** What a browser itself says of colours is asked in `scripts/e2e/page-api.test.ts`. */
const supports = vi.fn<(property: string, value: string) => boolean>();
const say = vi.spyOn(console, "error").mockImplementation(() => {});
beforeEach(() => {
  vi.stubGlobal("CSS", { supports });
  supports.mockImplementation((_, value) => !value.includes("leaf"));
  say.mockClear();
});
afterEach(() => void vi.unstubAllGlobals());

/** As the loader asks. */
const isFine = ({ portal, theme, position, zIndex }: Partial<WidgetConfig>): boolean =>
  fine.test([portal, theme, position, zIndex].join());

const from = (data: object): WidgetConfig => ({ portal: "a", ...data });

function linesOf(data: WidgetConfig, found: Element | null = document.body): string[] {
  explain(data, found);
  return say.mock.calls.map(([line]) => String(line));
}

describe("the attributes of the script tag", () => {
  it.each([
    {},
    { portal: "willow-tea-demo01" },
    { theme: "dark", position: "left", color: "#0B6E4f", zIndex: "12" },
    { theme: "" },
    { label: "Ask, us", target: "#here", launcher: "none", locale: "de" },
  ])("are fine: %o", (data) => {
    expect(isFine(from(data))).toBe(true);
    expect(linesOf(from(data))).toEqual(["Deskbell:  What is usual stands for it."]);
  });

  it.each([
    [{ theme: "pink" }, 'data-theme="pink" has to be auto, light or dark.'],
    [{ position: "top" }, 'data-position="top" has to be left or right.'],
    [{ zIndex: "-1" }, 'data-z-index="-1" has to be a whole number.'],
    [{ zIndex: "1;color:red" }, 'data-z-index="1;color:red" has to be a whole number.'],
  ])("are wrong, a sentence says how to mend them, and they are as if they were not there: %o", (wrong, sentence) => {
    const data = from(wrong);
    expect(isFine(data)).toBe(false);
    expect(linesOf(data)).toEqual([`Deskbell: ${sentence} What is usual stands for it.`]);
    expect(data).toEqual({ portal: "a" });
  });

  it.each([undefined, "a b", "a,dark"])("name no portal, and then there is none: %s", (portal) => {
    expect(isFine({ portal: portal! })).toBe(false);
    expect(() => explain({ portal: portal! })).toThrow(/^data-portal="[^"]*" has to be the key of a portal: copy /);
  });

  it("C15: are named in one line, every wrong one", () => {
    const data = from({ theme: "pink", position: "top", color: "leaf", zIndex: "high", target: "#no", label: "Ask" });
    const [line, ...others] = linesOf(data, null);
    expect(others).toEqual([]);
    for (const name of ["theme", "position", "color", "z-index", "target"]) expect(line).toContain(`data-${name}="`);
    expect(data).toEqual({ portal: "a", label: "Ask" });
  });
});

it("X3: a browser that lacks what the widget is drawn with hears which ones have it", () => {
  supports.mockReturnValue(false);
  expect(() => explain(from({ theme: "pink" }))).toThrow(/too old.*Chrome 123, Firefox 128 and Safari 18/);
  expect(say).not.toHaveBeenCalled();
});
