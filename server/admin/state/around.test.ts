import { expect, test } from "vitest";
import { around } from "./around.ts";

const letters = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ id: `${from + at}`, createdAt: `2026-01-01T00:${from + at + 10}` }));
const ids = (list: readonly { id: string }[]): string => list.map(({ id }) => id).join();

const merged = (read: ReturnType<typeof letters>, shown: ReturnType<typeof letters>): string => {
  const { above, below } = around(read, shown);
  return ids([...above, ...read, ...below]);
};

test("F11: a page that is read anew doubles nothing, and keeps what was read above it and what came since", () => {
  expect(merged(letters(5, 9), letters(0, 9))).toBe(ids(letters(0, 9)));
  expect(merged(letters(5, 9), letters(0, 7))).toBe(ids(letters(0, 9)));
  expect(merged(letters(5, 9), letters(0, 11))).toBe(ids(letters(0, 11)));
  expect(merged(letters(5, 9), [...letters(5, 9), ...letters(9, 10)])).toBe(ids(letters(5, 10)));
  expect(merged(letters(0, 0), letters(0, 2))).toBe(ids(letters(0, 2)));
});

test("F11: where more than a page was missed, no gap is shown: the page stands alone, with what came since", () => {
  expect(merged(letters(20, 25), letters(0, 9))).toBe(ids(letters(20, 25)));
  expect(merged(letters(20, 25), [...letters(0, 9), ...letters(25, 26)])).toBe(ids(letters(20, 26)));
  // Of the new page one has come by the stream already: what was missed lies between.
  expect(merged(letters(20, 25), [...letters(0, 9), ...letters(23, 26)])).toBe(ids(letters(20, 26)));
});
