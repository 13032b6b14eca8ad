/** Texts as people and attackers write them: signs that mean something somewhere, long runs, pieces of every script. */
import fc from "fast-check";
import naughty from "big-list-of-naughty-strings" with { type: "json" };

const signs = [
  ..."*_`~[]()<>!#|\\\"'@:/.,;-+={}&%$?",
  "**",
  "__",
  "```",
  "~~~~",
  "](",
  "![",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  "> ",
  "- ",
  "1. ",
  "\n> ",
  "\n- ",
  "\n```\n",
  "http://",
  "https://",
  "www.",
  "mailto:",
  "\0",
  "\u00a0",
  "\u200b",
  "\u2028",
  "\u202e",
  "\u3000",
  "\ufeff",
  "\ud800",
  "é",
  "ß",
  "İ",
  "中",
  "👩‍👩‍👧",
  "ع",
  "a",
  "0",
  " ",
  "word",
  "10",
  "xn--",
  ".test",
  "example.com",
];

const sign = fc.constantFrom(...signs);
const run = fc.tuple(sign, fc.integer({ min: 1, max: 300 })).map(([one, times]) => one.repeat(times));
const piece = fc.array(sign, { minLength: 1, maxLength: 4 }).map((all) => all.join(""));

/**
 * What parsers of Markdown are slow or deep at, made long: a pair that never closes, nesting, runs that grow, and what
 * opens behind what closes.
 */
const shapes: ((one: string, other: string, times: number) => string)[] = [
  (one, other, times) => `${one}${other}`.repeat(times),
  (one, other, times) => `${one.repeat(times)}a${other.repeat(times)}`,
  (one, other, times) => `${other.repeat(times)}${one.repeat(times)}`,
  (one, other, times) => Array.from({ length: Math.ceil(Math.sqrt(times)) }, (_, i) => one.repeat(i) + other).join(""),
  (one, other, times) => `${one.repeat(times)}\n${`${other}\n`.repeat(times)}`,
];

/** Half of them as long as may be: what is slow shows there only. */
const hostile = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...shapes), piece, piece, fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(max)))
    .map(([shape, one, other, length]) =>
      shape(one, other, Math.ceil(length / (one.length + other.length))).slice(0, max),
    );

/** @param max length, as JavaScript counts it */
export const text = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.array(sign, { maxLength: 60 }).map((all) => all.join("")) },
      { weight: 2, arbitrary: fc.array(run, { maxLength: 8 }).map((all) => all.join("")) },
      { weight: 2, arbitrary: hostile(max) },
      {
        weight: 1,
        arbitrary: fc.array(hostile(Math.ceil(max / 4)), { minLength: 2, maxLength: 6 }).map((all) => all.join("\n")),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
      { weight: 1, arbitrary: fc.constantFrom(...naughty) },
    )
    .map((value) => value.slice(0, max));

/** Any JSON, with names that objects know without having been given them. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom("__proto__", "constructor", "toString", "id", "body", "role", ""), fc.jsonValue()),
  text(300),
);
