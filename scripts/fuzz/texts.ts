/** Texts as people and attackers write them: signs that mean something somewhere, long runs, pieces of every script. */
import fc from "fast-check";
import naughty from "big-list-of-naughty-strings" with { type: "json" };

const signs = [
  ..."*_`~[]()<>!#|\\\"'@:/.,;-+={}&%$?",
  "**",
  "__",
  "```",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  "> ",
  "- ",
  "1. ",
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

const run = fc
  .tuple(fc.constantFrom(...signs), fc.integer({ min: 1, max: 300 }))
  .map(([sign, times]) => sign.repeat(times));

/** @param max length, as JavaScript counts it */
export const text = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.array(fc.constantFrom(...signs), { maxLength: 60 }).map((all) => all.join("")) },
      { weight: 2, arbitrary: fc.array(run, { maxLength: 8 }).map((all) => all.join("")) },
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
