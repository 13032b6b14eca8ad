import type { Letter, LetterPart } from "../letter.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en, type Letters } from "./en.ts";

/** Each letter says what it is written in, so that its HTML is read out and laid out right. */
function writtenIn(language: string, letters: Letters): Letters {
  const signed = Object.entries(letters).map(([name, write]) => [
    name,
    (values: never): Letter | LetterPart[] => {
      const made: Letter | LetterPart[] = write(values);
      return "subject" in made ? { ...made, language } : made;
    },
  ]);
  return Object.fromEntries(signed) as Letters;
}

const english = writtenIn("en", en);
const spoken: Record<string, Letters> = { en: english, de: writtenIn("de", de), ar: writtenIn("ar", ar) };

/**
 * The mails of a language, the nearest that there is.
 * @param wanted BCP 47 tags, the most wanted first: the reader's, then the project's
 */
export function lettersIn(...wanted: (string | null | undefined)[]): Letters {
  for (const tag of wanted) {
    const found = tag && spoken[tag.split("-")[0]!.toLowerCase()];
    if (found) return found;
  }
  return english;
}
