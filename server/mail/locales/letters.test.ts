import { describe, expect, it } from "vitest";
import { letterHtml } from "../html.ts";
import { letterText } from "../letter.ts";
import type { Letters } from "./en.ts";
import { lettersIn } from "./letters.ts";

const values = { project: "Acme", number: 12, inviter: "Ada" };
const names = Object.keys(lettersIn("en")) as (keyof Letters)[];
const written = (language: string, name: keyof Letters) => {
  const made = lettersIn(language)[name](values);
  return Array.isArray(made) ? { subject: "", language, parts: made } : made;
};

describe.each(["de", "ar"])("letters in %s", (language) => {
  it.each(names)("%s names the same secrets in the same order as in English, and what it is about", (name) => {
    const secrets = (tag: string) =>
      written(tag, name).parts.flatMap((part) => ("secret" in part ? [`${part.kind} ${part.secret}`] : []));
    expect(secrets(language)).toEqual(secrets("en"));
    const words = (tag: string) => `${written(tag, name).subject}\n${letterText(written(tag, name))}`;
    for (const value of ["Acme", "12", "Ada"]) {
      expect(words(language).includes(value)).toBe(words("en").includes(value));
    }
    // No line was left in English.
    const english = new Set(words("en").split("\n"));
    for (const line of words(language).split("\n")) {
      if (line && !line.startsWith("{{")) expect(english).not.toContain(line);
    }
  });
});

describe("the language of a letter", () => {
  it.each<[wanted: (string | null)[], language: string]>([
    [["de-AT", "en"], "de"],
    [["AR", null], "ar"],
    [["fr", "de"], "de"],
    [[null, "ar-EG"], "ar"],
    [["fr", null], "en"],
    [[], "en"],
  ])("of those wanted, %j, is %s", async (wanted, language) => {
    const letter = lettersIn(...wanted).signInCode({ project: "Acme" });
    expect(letter.language).toBe(language);
    const look = { language: letter.language!, sender: "Acme", colour: "#3f5f8a" };
    const page = await letterHtml(letter, look, (secret) => (secret === "code" ? "123456" : "https://desk.test/"));
    expect(page).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`);
    expect(page).toMatch(/<bdi dir="ltr" style="[^"]*32px[^"]*">123456<\/bdi>/);
  });
});
