import { type Language, nearestLanguage } from "../../languages.ts";
import type { MailContent, MailPart } from "../content.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en, type MailTexts } from "./en.ts";

/** Each mail says what it is written in, so that its HTML is read out and laid out right. */
function writtenIn(language: Language, texts: MailTexts): MailTexts {
  const signed = Object.entries(texts).map(([name, write]) => [
    name,
    (values: never): MailContent | MailPart[] => {
      const made: MailContent | MailPart[] = write(values);
      return "subject" in made ? { ...made, language } : made;
    },
  ]);
  return Object.fromEntries(signed) as MailTexts;
}

const spoken: Record<Language, MailTexts> = {
  en: writtenIn("en", en),
  de: writtenIn("de", de),
  ar: writtenIn("ar", ar),
};

/**
 * The mails of a language, the nearest that there is.
 * @param wanted BCP 47 tags, the most wanted first: the reader's, then the project's
 */
export const mailTextsIn = (...wanted: (string | null | undefined)[]): MailTexts => spoken[nearestLanguage(...wanted)];
