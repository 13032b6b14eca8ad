// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { grow } from "./grow.ts";

afterEach(() => vi.unstubAllGlobals());

const grown = (isKnown: boolean): string => {
  vi.stubGlobal("CSS", { supports: () => isKnown });
  const field = document.createElement("textarea");
  Object.defineProperties(field, {
    scrollHeight: { value: 118 },
    offsetHeight: { value: 74 },
    clientHeight: { value: 72 },
  });
  document.body.append(field);
  grow(field);
  return field.style.blockSize;
};

it("X5: a field is as high as its text where the browser does not see to that", () => {
  expect(grown(false)).toBe("120px");
  expect(grown(true)).toBe("");
});
