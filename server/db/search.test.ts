import { describe, expect, it } from "vitest";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { searchedWords } from "./search.ts";
import { submitTicket } from "../testing/verbs.ts";

describe("the words of a search", () => {
  it.each([
    ["a a a a a a a a", []],
    ["order order ORDER Order", ["order"]],
    ["İstanbul istanbul", ["İstanbul", "istanbul"]],
    ["a late order, 7 b", ["late", "order"]],
    ["in inv invoice inv", ["invoice"]],
    ["invoice in", ["invoice"]],
    ["猫 犬 猫", ["猫", "犬"]],
    ["배 a", ["배"]],
    ["e\u0301 été", ["été"]],
    ["𝒶 𝒶𝒷", ["𝒶𝒷"]],
    ["!x & y: |*\"'", []],
    ["", []],
  ])("S22: of %j are %j", (query, expected) => expect(searchedWords(query)).toEqual(expected));

  it("S22: are few, however many are given", () => {
    expect(searchedWords(Array.from({ length: 5000 }, (_, at) => `w${at + 10_000}`).join(" "))).toHaveLength(8);
    expect(searchedWords("ab ".repeat(50_000))).toEqual(["ab"]);
  });
});

describe.each(engines)("a search (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  it("S22: finds by what its words say, and by its single letters nothing more or less", async () => {
    const asked = (q: string): Promise<number> =>
      desk
        .ask(`${talk.portal}/tickets?q=${encodeURIComponent(q)}`, { token: talk.token })
        .then(({ body }) => body.items.length);
    const body = { subject: "Size", body: "Plan B for the Übergrößen, 猫 size 7" };
    await submitTicket(desk, talk.portal, talk.token, body);
    expect(await asked("plan plan PLAN")).toBe(1);
    expect(await asked("plan b übergröß")).toBe(1);
    expect(await asked("plan x")).toBe(1);
    expect(await asked("猫")).toBe(1);
    expect(await asked("plan parcel")).toBe(0);
    expect(await asked("a a a a a a a a")).toBe(0);
    // A number alone is a ticket's.
    expect(await asked("1")).toBe(1);
  });
});
