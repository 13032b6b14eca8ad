import { describe, expect, it } from "vitest";
import type { Inline } from "../contract/content.ts";
import { parseContent } from "./parse.ts";

/** The addresses that a text leads to. */
function addressesOf(body: string): string[] {
  const of = (nodes: readonly Inline[]): string[] =>
    nodes.flatMap((node) => ("text" in node ? [] : node.type === "link" ? [node.href] : of(node.children)));
  return parseContent(body).flatMap((block) => of("items" in block ? block.items.flat() : block.children));
}

const address = "https://a.test/x?y=1&z=ä#p";

describe("an address in a text is found exactly, or not at all", () => {
  it.each([
    ..."，。、！？；：）》」』】〉…—–’”»›،؟؛。।",
    ...".,;:!?)]}>\"'*~|",
    "'s",
    "’s",
    ").",
    "...",
    "**",
    "\u200b",
    "\u202e",
    "\u00a0b",
    "\u3000b",
    "👍",
    "，请看",
    "请看",
    "を見て",
    "에서",
    "، ثم",
    "）。",
    "`code`",
    "<br>",
    "\\n",
    "^1",
  ])("F4: one that is followed by %j", (after) => {
    for (const before of ["", "See ", "(", "请看", "“", "**"]) {
      expect(addressesOf(`${before}${address}${after}`), before).toEqual([address]);
      expect(addressesOf(`${before}${address}${after} and http://b.test${after}`), before).toEqual([
        address,
        "http://b.test",
      ]);
    }
  });

  it.each([
    ["https://zh.wikipedia.org/wiki/维基百科", "https://zh.wikipedia.org/wiki/维基百科"],
    ["https://en.wikipedia.org/wiki/A_(b)", "https://en.wikipedia.org/wiki/A_(b)"],
    ["(https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)"],
    ["https://a.test/x_(y)_z.", "https://a.test/x_(y)_z"],
    ["https://müller.example/straße", "https://müller.example/straße"],
    ["https://例え.テスト/ページ", "https://例え.テスト/ページ"],
    ["https://пример.рф", "https://пример.рф"],
    ["https://مثال.إختبار/صفحة", "https://مثال.إختبار/صفحة"],
    ["http://localhost:3000/a", "http://localhost:3000/a"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://[::1]:80/a", "http://[::1]:80/a"],
    ["www.a.test/x.", "http://www.a.test/x"],
    ["HTTPS://A.TEST", "HTTPS://A.TEST"],
    ["https://youtu.be/abc_", "https://youtu.be/abc_"],
    ["snake_case https://youtu.be/abc_ b", "https://youtu.be/abc_"],
    ["_see https://a.test/b_ c", "https://a.test/b"],
    ["__https://a.test/b__", "https://a.test/b"],
    ["*see https://a.test/b*", "https://a.test/b"],
    ["~~https://a.test/b~~", "https://a.test/b"],
    ["|https://a.test/b|", "https://a.test/b"],
    ["https://a.test/#/b/@c:d", "https://a.test/#/b/@c:d"],
    ["https://a.test/b--c", "https://a.test/b--c"],
    ["<https://a.test/b>", "https://a.test/b"],
    ['<a href="https://a.test/b">', "https://a.test/b"],
    ["[a](https://a.test/(b))", "https://a.test/(b)"],
    ["![a](https://a.test/b)", "https://a.test/b"],
    ["[[a](https://a.test/b)", "https://a.test/b"],
    ["[`]`](https://a.test/b)", "https://a.test/b"],
    ["[https://b.test](https://a.test/b)", "https://a.test/b"],
  ])("F4: %s", (body, expected) => expect(addressesOf(body)).toEqual([expected]));

  it("F4: one word of 1,000 characters, or of 10,000, costs a paragraph none of its links", () => {
    for (const length of [1000, 10_000]) {
      const word = "x".repeat(length);
      const [long, mail] = [`https://b.test/${"y".repeat(length)}`, `${word}@c.test`];
      const body = `${word} https://a.test ${word}. ${long} ${mail} a@b.test ${word}`;
      expect(addressesOf(body)).toEqual(["https://a.test", ...(length === 1000 ? [long] : []), "mailto:a@b.test"]);
    }
  });

  it.each([
    ["ann@mail.test", "ann@mail.test"],
    ["Ann.B+tag_1-x@mail.shop.test.", "Ann.B+tag_1-x@mail.shop.test"],
    ["o'brien@mail.test", "o'brien@mail.test"],
    ["_ann@mail.test", "_ann@mail.test"],
    ["'ann@mail.test'", "ann@mail.test"],
    ["<ann@mail.test>", "ann@mail.test"],
    ["*ann@mail.test*", "ann@mail.test"],
    ["E-Mail:ann@mail.test", "ann@mail.test"],
    ["mailto:ann@mail.test?subject=x", "ann@mail.test"],
    ["邮箱：ann@mail.test。", "ann@mail.test"],
    ["(ann@mail.test), ann", "ann@mail.test"],
    ["ann@müller.example", "ann@müller.example"],
    ["ann@mail.test's", "ann@mail.test"],
    ["ann@mail.test请", "ann@mail.test"],
  ])("F4: the mail address in %s", (body, expected) => expect(addressesOf(body)).toEqual([`mailto:${expected}`]));

  it.each([
    '"ann b"@mail.test',
    '"ann"@mail.test',
    "müller@mail.test",
    "请ann@mail.test",
    "a..b@mail.test",
    ".ann@mail.test",
    "ann.@mail.test",
    "ann@mail.test@mail.test",
    "ann@mail",
    "a@b@c.test",
    "email=ann@mail.test",
    "!def!xyz%abc@mail.test",
    "customer/department=shipping@mail.test",
    "$A12345@mail.test",
    "{ann@mail.test",
    `${"a".repeat(65)}@mail.test`,
    "ann\\@mail.test",
    "ann@-mail.test",
    "@mail.test",
    "xhttps://a.test",
    "https://",
    "https://.",
    "https://user:secret@a.test/x",
    "https://bank.example@a.test",
    "https://a b.test".replace(" ", "\u0001"),
    "https://a.test/b|c",
    "https://bank\u200b.example",
    "//a.test",
    "a.test",
    "readme.md",
    "www.",
    "www..a",
    "`https://a.test`",
    "javascript:alert(1)//https:",
    "[a](javascript:alert(1))",
    "[a](https://a.test",
    "[a](<https://)",
  ])("F4: there is none in %s", (body) =>
    expect(addressesOf(body).filter((found) => found !== "https://a.test")).toEqual([]),
  );
});
