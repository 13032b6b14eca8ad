import { describe, expect, it } from "vitest";
import { languages } from "../../languages.ts";
import { mailAsHtml } from "../html.ts";
import { mailAsText } from "../content.ts";
import type { MailTexts } from "./en.ts";
import { mailTextsIn } from "./texts.ts";

const values = {
  project: "Acme",
  number: 12,
  inviter: "Ada",
  subject: "My parcel",
  answers: ["m1"],
  isOpen: true,
  isRead: false,
  isSecret: true,
  left: ["big.zip"],
};
const names = Object.keys(mailTextsIn("en")) as (keyof MailTexts)[];
const written = (language: string, name: keyof MailTexts) => {
  const made = mailTextsIn(language)[name](values);
  return Array.isArray(made) ? { subject: "", language, parts: made } : made;
};

describe.each(languages.filter((tag) => tag !== "en"))("mails in %s", (language) => {
  it.each(names)("%s names the same secrets in the same order as in English, and what it is about", (name) => {
    const secrets = (tag: string) =>
      written(tag, name).parts.flatMap((part) => ("secret" in part ? [`${part.kind} ${part.secret}`] : []));
    expect(secrets(language)).toEqual(secrets("en"));
    const words = (tag: string) => `${written(tag, name).subject}\n${mailAsText(written(tag, name))}`;
    for (const value of ["Acme", "12", "Ada", "My parcel", "big.zip"]) {
      expect(words(language).includes(value)).toBe(words("en").includes(value));
    }
    // No line was left in English.
    const english = new Set(words("en").split("\n"));
    for (const line of words(language).split("\n")) {
      if (line && !line.startsWith("{{") && line !== "Re: My parcel") expect(english).not.toContain(line);
    }
  });
});

describe("the language of a mail", () => {
  it.each<[wanted: (string | null)[], language: string]>([
    [["de-AT", "en"], "de"],
    [["AR", null], "ar"],
    [["fr", "de"], "de"],
    [[null, "ar-EG"], "ar"],
    [["fr", null], "en"],
    [[], "en"],
  ])("of those wanted, %j, is %s", async (wanted, language) => {
    const content = mailTextsIn(...wanted).signInCode({ project: "Acme" });
    expect(content.language).toBe(language);
    const look = { language: content.language!, sender: "Acme", colour: "#006469" };
    const page = await mailAsHtml(content, look, (secret) => (secret === "code" ? "123456" : "https://desk.test/"));
    expect(page).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`);
    expect(page).toMatch(/<bdi dir="ltr" style="[^"]*32px[^"]*">123456<\/bdi>/);
  });
});
