import { describe, expect, it } from "vitest";
import { words as arNews } from "./ar-news.ts";
import { texts as ar } from "./ar.ts";
import { words as deNews } from "./de-news.ts";
import { texts as de } from "./de.ts";
import { enNews } from "./en-news.ts";
import { en as enPage } from "./en.ts";

/** With the words that come after the page. */
const en = { ...enPage, news: enNews };

/** What of a text is the same in every language: its kind, how much it takes, and the places for names in it. */
function shapeOf(part: unknown): unknown {
  if (typeof part === "string") return part.match(/\{\w+\}/g)?.toSorted() ?? [];
  if (typeof part === "function") return `takes ${part.length}`;
  if (Array.isArray(part)) return part.map(shapeOf);
  return Object.fromEntries(Object.entries(part as object).map(([name, one]) => [name, shapeOf(one)]));
}

/** Every plain text, by its path. */
function textsOf(part: unknown, path = ""): [path: string, text: string][] {
  if (typeof part === "string") return [[path, part]];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, one]) => textsOf(one, `${path}.${name}`));
}

describe.each([
  ["German", { ...de, news: deNews }],
  ["Arabic", { ...ar, news: arNews }],
])("the staff page in %s", (_, texts) => {
  it("says all that it says in English, with the same names at places of its own", () => {
    expect(shapeOf(texts)).toEqual(shapeOf(en));
  });

  it("leaves nothing in English but names, keys and words that are the same", () => {
    const english = new Map(textsOf(en));
    const same = textsOf(texts).filter(([path, text]) => english.get(path) === text && /[a-z] [a-z]/i.test(text));
    expect(same).toEqual([]);
  });
});
