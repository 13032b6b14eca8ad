import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameWords, searchedNames } from "./name-words.ts";
import { sameName } from "./same-name.ts";
import { orderName, searchName } from "./search-name.ts";

const naughty = createRequire(import.meta.url)("big-list-of-naughty-strings") as string[];

/** Letters that case or Unicode's forms write in another way. */
function* letters(): Generator<string> {
  for (let code = 0x20; code <= 0x1ffff; code += 1) {
    if (code >= 0x3400 && code < 0xf900) continue;
    const letter = String.fromCodePoint(code);
    const ways = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize("NFD"), letter.normalize("NFKD")];
    if (ways.some((way) => way !== letter)) yield letter;
  }
}

describe("two names", () => {
  it.each([
    ["Müller", "MÜLLER"],
    ["Müller", "Mu\u0308ller"],
    ["ärztehaus", "ÄRZTEHAUS"],
    ["Straße", "STRASSE"],
    ["Straße", "STRAẞE"],
    ["ΟΔΟΣ", "οδος"],
    ["Acme  GmbH", " acme\u00a0gmbh\u3000"],
    ["Acme\u2028GmbH", "Acme\u0085GmbH"],
    ["Ac\u00adme", "Acme\u200b"],
    ["ǅur", "ǆUR"],
  ])("are one where case, form or spaces tell them apart: %s, %s", (one, other) => {
    expect(sameName(one)).toBe(sameName(other));
  });

  it.each([
    ["Müller", "Muller"],
    ["Müller", "Mueller"],
    ["IŞIK", "ışık"],
    ["Studio 10²", "Studio 102"],
    ["ＡＣＭＥ", "ACME"],
    ["Acme", "Ac me"],
    ["が", "か"],
    ["Acme.", "Acme"],
    ["ё", "е"],
  ])("are two where a letter does: %s, %s", (one, other) => expect(sameName(one)).not.toBe(sameName(other)));

  it("are one in capitals, in small letters and in each form, of every letter there is", () => {
    const others: string[] = [];
    for (const letter of letters()) {
      const ways = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize("NFC"), letter.normalize("NFD")];
      const key = sameName(`x${letter}y`);
      if (ways.some((way) => sameName(`x${way}y`) !== key) || sameName(key) !== key) others.push(letter);
    }
    // Its capital is the capital of i as well, which is another letter.
    expect(others).toEqual(["ı"]);
  });

  it("are found alike wherever they are the same one, and their forms are their own", () => {
    for (const name of [...naughty, ...letters()]) {
      expect(searchName(sameName(name)), name).toBe(searchName(name));
      expect(searchName(searchName(name)), name).toBe(searchName(name));
    }
  });
});

describe("a name that is looked for", () => {
  it.each([
    ["Müller", "muller"],
    ["Strauß", "strauss"],
    ["Øresund Łódź Đorđe Æther", "oresund lodz dorde aether"],
    ["İstanbul ışık", "istanbul isik"],
    ["Ａｃｍｅ ﬁne", "acme fine"],
    ["O’Neill–Grün", "o'neill-grun"],
    ["Ёлка", "елка"],
    ["شُكْرًا", "شكرا"],
    ["がくカ", "がくカ"],
    ["हिन्दी", "हिन्दी"],
    ["สวัสดี", "สวัสดี"],
    ["김민수", "김민수"],
  ])("has no accents, and the vowels that a script writes as signs: %s", (name, expected) => {
    expect(searchName(name)).toBe(expected);
  });

  it("is ordered by what fits an index and an address", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 0, maxLength: 200 }), (name) => {
        expect(orderName(name).length).toBeLessThanOrEqual(160);
        expect(orderName(name).isWellFormed()).toBe(true);
      }),
    );
    expect(orderName("\ufdfa".repeat(120))).toHaveLength(160);
  });
});

const found = (name: string, query: string, address: string | null = null): boolean => {
  const words = nameWords(name, address).map(({ word }) => word);
  const searched = searchedNames(query);
  return searched.length > 0 && searched.every((one) => words.some((word) => word.startsWith(one)));
};

describe("words of names", () => {
  it("are found by any piece that begins like one, however it is written", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u), { minLength: 1, maxLength: 4 }), (parts) => {
        const name = parts.join(" ");
        for (const part of parts) expect(found(name, part), `${part} in ${name}`).toBe(true);
        expect(found(name, name.toUpperCase().toLowerCase())).toBe(true);
      }),
    );
  });

  it.each([
    ["Anne-Marie O’Neill", "marie o'neill"],
    ["Anne-Marie O’Neill", "anne marie oneill"],
    ["Anne Marie", "Anne-Marie"],
    ["A.B.C. Logistik", "abc"],
    ["(Acme) Ltd.", "acme"],
    ["Müller, GmbH", "muller gmbh"],
    ["RE-2024/0815", "0815"],
    ["株式会社山田製作所", "山田"],
    ["บริษัทสมชาย", "สมชาย"],
    ["김민수", "민수"],
    ["🍏", "🍏"],
    ["100%", "100%"],
  ])("%s is found by %s", (name, query) => expect(found(name, query)).toBe(true));

  it.each(["ada@acme-tools.test", "ada", "ada.b", "b+x", "acme-tools.test", "tools", "@acme", "ADA.B+x@acme"])(
    "an address is found by itself, its sides and its pieces: %s",
    (query) => expect(found("Somebody", query, "ada.b+x@acme-tools.test")).toBe(query !== "ada@acme-tools.test"),
  );

  it("an address beyond ASCII is found as it is written and as it is sent", () => {
    for (const query of ["bo@müller.test", "bo@xn--mller-kva.test", "muller.test", "bo@MULLER"]) {
      expect(found("Bo", query, "bo@xn--mller-kva.test"), query).toBe(true);
    }
  });

  it("are few and short, whatever somebody is called", () => {
    for (const name of [...naughty, "漢".repeat(120), "a.".repeat(60), "x".repeat(120)]) {
      const words = nameWords(name, `${"a.".repeat(30)}b@${"c.".repeat(90)}test`);
      expect(words.length).toBeLessThanOrEqual(64);
      for (const { word } of words) {
        expect(word.length).toBeLessThanOrEqual(64);
        expect(word.isWellFormed(), name).toBe(true);
      }
    }
  });

  it("of a search are those that no other one begins with", () => {
    expect(searchedNames("ann anna an Bo")).toEqual(["anna", "bo"]);
    expect(searchedNames("*".repeat(200))).toEqual(["*".repeat(64)]);
    expect(searchedNames("& %")).toEqual(["&", "%"]);
    expect(searchedNames("Smith & Sons")).toEqual(["smith", "sons"]);
    expect(searchedNames("x".repeat(200))).toEqual(["x".repeat(64)]);
    expect(searchedNames(" \u00a0")).toEqual([]);
    expect(searchedNames(Array.from({ length: 50 }, (__, at) => `w${at + 10}`).join(" "))).toHaveLength(8);
  });
});
