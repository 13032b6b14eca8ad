import { type Language, nearestLanguage } from "../../languages.ts";
import type { Letter, LetterPart } from "../letter.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en, type Letters } from "./en.ts";

/** Each letter says what it is written in, so that its HTML is read out and laid out right. */
function writtenIn(language: Language, letters: Letters): Letters {
  const signed = Object.entries(letters).map(([name, write]) => [
    name,
    (values: never): Letter | LetterPart[] => {
      const made: Letter | LetterPart[] = write(values);
      return "subject" in made ? { ...made, language } : made;
    },
  ]);
  return Object.fromEntries(signed) as Letters;
}

const spoken: Record<Language, Letters> = { en: writtenIn("en", en), de: writtenIn("de", de), ar: writtenIn("ar", ar) };

/**
 * The mails of a language, the nearest that there is.
 * @param wanted BCP 47 tags, the most wanted first: the reader's, then the project's
 */
export const lettersIn = (...wanted: (string | null | undefined)[]): Letters => spoken[nearestLanguage(...wanted)];
