/**
 * Twice the input is twice the work, counted in steps. Content, links and lists of customers count their own
 * (`content/cost.test.ts`, `imports/csv-records.test.ts`); here is what else reads what a caller wrote.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { countSteps, type StepCounter } from "../testing/steps.ts";

const size = 8_000;
let counter: StepCounter;
beforeAll(async () => {
  counter = await countSteps();
});
afterAll(() => counter.stop());

const fill = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

type Work = (length: number) => unknown;
const readers: Record<string, () => Promise<Record<string, Work>>> = {
  "Accept-Language": async () => {
    const { parseAccept } = await import("hono/utils/accept");
    const { nearestLanguage } = await import("../languages.ts");
    const pieces = [
      "de,",
      "a;",
      "a;q=",
      'a;b="',
      " ",
      "\\",
      ";",
      '"',
      ",;",
      'a;b="\\x" ',
      "a = ",
      "q=,",
      "de-",
      "a\t\t",
    ];
    const read = (header: string) => nearestLanguage(...parseAccept(header).map(({ type }) => type));
    return Object.fromEntries(pieces.map((piece) => [piece, (length) => read(fill(piece, length))]));
  },
  "a body of JSON": async () => {
    const { check } = await import("./read-json.ts");
    const { z } = await import("zod");
    const schema = z.strictObject({ list: z.array(z.string()).optional(), text: z.string().max(10).optional() });
    const refused = (value: unknown) => expect(() => check(schema, value)).toThrow(/./);
    const names = (length: number) => Object.fromEntries(Array.from({ length: length / 8 }, (_, i) => [`n${i}`, i]));
    return {
      "names that nobody knows": (length) => refused(names(length)),
      "items of another kind": (length) => refused({ list: Array.from({ length: length / 4 }, (_, i) => i) }),
      "a text that is too long": (length) => refused({ text: "x".repeat(length) }),
    };
  },
  "the names in signed JSON": async () => {
    const { repeatsName } = await import("../identity/repeated-names.ts");
    return {
      members: (length) => repeatsName(`{${Array.from({ length: length / 8 }, (_, i) => `"${i}":0`).join()}}`),
      brackets: (length) => repeatsName("[".repeat(length / 2) + "]".repeat(length / 2)),
      objects: (length) => repeatsName(`[${Array.from({ length: length / 8 }, () => '{"a":0}').join()}]`),
      strings: (length) => repeatsName(`[${Array.from({ length: length / 3 }, () => '""').join()}]`),
      quotes: (length) => repeatsName(JSON.stringify({ a: '"\\'.repeat(length / 4) })),
    };
  },
  "words that are searched": async () => {
    const { searchedWords } = await import("../search/words.ts");
    const { nameWords, searchedNames } = await import("../names/name-words.ts");
    const { sameName } = await import("../names/same-name.ts");
    const pieces = ["a ", "\u00ad", ". ", ".", "ab ", "ab", "漢 ", "a\u0301", "%_\\", "İ ", "-a "];
    const many = (length: number) => Array.from({ length: length / 6 }, (_, i) => `w${i}`).join(" ");
    return {
      ...Object.fromEntries(pieces.map((piece) => [piece, (length) => searchedWords(fill(piece, length))])),
      "many words": (length) => searchedWords(many(length)),
      "beginnings of each other": (length) => searchedWords(many(length).split(" ").toReversed().join(" ")),
      ...Object.fromEntries(
        pieces.flatMap((piece) =>
          [sameName, nameWords, searchedNames].map((read) => [
            `${read.name} of ${piece}`,
            (length: number) => read(`a${fill(piece, length)}a`),
          ]),
        ),
      ),
    };
  },
  "a place in a list": async () => {
    const { readCursor, writeCursor } = await import("./read-query.ts");
    const read = (cursor: string) => {
      try {
        return readCursor(cursor, ["number", "string"]);
      } catch {
        return undefined;
      }
    };
    return {
      "a long text": (length) => read(writeCursor([1, "x".repeat(length)])),
      "many places": (length) => read(writeCursor(Array.from({ length: length / 2 }, () => 1))),
      "no base64": (length) => read(fill("%", length)),
    };
  },
};

test.each(Object.entries(readers))("S6: of %s, twice as much is twice the work", async (_, prepare) => {
  for (const [shape, work] of Object.entries(await prepare())) {
    // The first time something may be set up.
    work(size);
    const once = await counter.stepsOf(() => work(size));
    const twice = await counter.stepsOf(() => work(2 * size));
    expect(twice, `${shape}: ${once} and ${twice} steps`).toBeLessThanOrEqual(2.1 * once + 50);
    expect(twice, shape).toBeLessThanOrEqual(100 * 2 * size);
  }
});
