// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SearchBox } from "./search-box.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  render(null, document.body);
});

const input = (): HTMLInputElement => document.querySelector("input")!;

function show(q: string, asked: string[] = []): void {
  act(() => render(<SearchBox label="Search" q={q} onSearch={(wanted) => void asked.push(wanted)} />, document.body));
}

function type(text: string): void {
  act(() => {
    input().value = text;
    input().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

it("asks a moment after the last letter, and takes no letter back that is typed before the list changes", () => {
  const asked: string[] = [];
  show("", asked);
  type("ti");
  act(() => void vi.advanceTimersByTime(300));
  expect(asked).toEqual(["ti"]);
  type("tin");
  show("ti", asked);
  expect(input().value).toBe("tin");
  act(() => void vi.advanceTimersByTime(300));
  expect(asked).toEqual(["ti", "tin"]);
});

it("follows the back button", () => {
  show("tin");
  show("");
  expect(input().value).toBe("");
});
