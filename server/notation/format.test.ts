import { expect, test } from "vitest";
import { formatted, formatOfKey, type Format } from "./format.ts";

/** `[` and `]` stand around what is selected, one `|` where the caret is. */
function press(format: Format, given: string): string {
  const [start, end] = given.includes("|")
    ? [given.indexOf("|"), given.indexOf("|")]
    : [given.indexOf("["), given.indexOf("]") - 1];
  const text = given.replace(/\||\[|\]/g, "");
  const made = formatted(text, start, end, format);
  const after = text.slice(0, made.from) + made.insert + text.slice(made.to);
  return made.start === made.end
    ? `${after.slice(0, made.start)}|${after.slice(made.start)}`
    : `${after.slice(0, made.start)}[${after.slice(made.start, made.end)}]${after.slice(made.end)}`;
}

test.each<[Format, string, string]>([
  ["bold", "a [big] thing", "a **[big]** thing"],
  ["bold", "a **[big]** thing", "a [big] thing"],
  ["bold", "a [**big**] thing", "a [big] thing"],
  ["bold", "a *[big]* thing", "a ***[big]*** thing"],
  ["italic", "a [big] thing", "a *[big]* thing"],
  ["italic", "a **[big]** thing", "a ***[big]*** thing"],
  ["italic", "a ***[big]*** thing", "a **[big]** thing"],
  ["code", "run [npm start]", "run `[npm start]`"],
  ["code", "run `[npm start]`", "run [npm start]"],
])("%s: %s becomes %s, and again", (format, before, after) => {
  expect(press(format, before)).toBe(after);
});

test("signs stand against words and around whole ones, where they are read as signs", () => {
  expect(press("bold", "so [ very big ]then")).toBe("so  **[very big]** then");
  expect(press("bold", "a b[i]g thing")).toBe("a **[big]** thing");
  expect(press("bold", "a bi|g thing")).toBe("a **bi|g** thing");
  expect(press("bold", "a **bi|g** thing")).toBe("a bi|g thing");
  expect(press("bold", "a big|")).toBe("a **big|**");
  expect(press("bold", "a |big")).toBe("a **|big**");
  expect(press("code", "a b[i]g thing")).toBe("a b`[i]`g thing");
  // Words of such a script are not set apart, so what was picked is what is meant.
  expect(press("bold", "配送[状況]を確認")).toBe("配送**[状況]**を確認");
});

test("whoever has typed between the signs goes on behind them by the same press", () => {
  expect(press("bold", "**Hello world|**")).toBe("**Hello world**|");
  expect(press("bold", "**Hello|** there")).toBe("**Hello**| there");
  expect(press("italic", "so *far so good|*")).toBe("so *far so good*|");
  expect(press("code", "run `npm start|`")).toBe("run `npm start`|");
});

test("a word is what its script and its hyphens make one, where the signs are read", () => {
  expect(press("bold", "a well-kno|wn shop")).toBe("a **well-kno|wn** shop");
  expect(press("bold", "it i|sn't")).toBe("it **i|sn't**");
  expect(press("italic", "配送[状況]を")).toBe("*[配送状況を]*");
});

test("of a line of a list the words are marked, and of several marked pieces none is afterwards", () => {
  expect(press("bold", "[- one]")).toBe("- **[one]**");
  expect(press("italic", "[* one]")).toBe("* *[one]*");
  expect(press("code", "[> one]")).toBe("> `[one]`");
  expect(press("bold", "[**one** and **two**]")).toBe("[one and two]");
  expect(press("italic", "[*a* and *b*]")).toBe("[a and b]");
  expect(press("code", "[`a` or `b`]")).toBe("[a or b]");
  expect(press("bold", "[so *very* big]")).toBe("**[so *very* big]**");
  expect(press("bold", "[one  \ntwo]")).toBe("[**one**  \n**two**]");
});

test("without anything selected, what is typed next stands between the signs", () => {
  expect(press("bold", "a | thing")).toBe("a **|** thing");
  expect(press("bold", "a **|** thing")).toBe("a | thing");
  expect(press("italic", "|")).toBe("*|*");
});

test("of several lines each has its own, behind the sign of its list, and all are alike afterwards", () => {
  expect(press("bold", "[- one\n- two\n\n3. three]")).toBe("[- **one**\n- **two**\n\n3. **three**]");
  expect(press("bold", "- [one\n- **two**]")).toBe("[- **one**\n- **two**]");
  expect(press("bold", "[- **one**\n- **two**]")).toBe("[- one\n- two]");
  expect(press("italic", "from he[re\n> the]re")).toBe("from [*here*\n> *there*]");
});

test("several lines of code get a fence on lines of their own, and lose it again", () => {
  expect(press("code", "see [a\nb] there")).toBe("see \n```\n[a\nb]\n```\n there");
  expect(press("code", "```\n[a\nb]\n```")).toBe("[a\nb]");
});

test("a link asks for what is missing: where to, or what it says", () => {
  expect(press("link", "see [the page] here")).toBe("see [the page]([https://]) here");
  expect(press("link", "see [https://shop.test/a] here")).toBe("see [|](https://shop.test/a) here");
  expect(press("link", "|")).toBe("[|](https://)");
});

const key = (given: Partial<Parameters<typeof formatOfKey>[0]>, isMac = false): Format | undefined =>
  formatOfKey({ key: "", code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...given }, isMac);

test("the keys are those of every editor, on keyboards of other scripts by their places", () => {
  expect(key({ key: "b", ctrlKey: true })).toBe("bold");
  expect(key({ key: "I", metaKey: true }, true)).toBe("italic");
  expect(key({ key: "л", code: "KeyK", ctrlKey: true })).toBe("link");
  // On a Mac Control with a letter goes through the text.
  expect(key({ key: "k", ctrlKey: true }, true)).toBeUndefined();
  // Another layout has its letters elsewhere.
  expect(key({ key: "x", code: "KeyB", ctrlKey: true })).toBeUndefined();
  expect(key({ key: "i", ctrlKey: true, shiftKey: true })).toBeUndefined();
  expect(key({ key: "b" })).toBeUndefined();
});
