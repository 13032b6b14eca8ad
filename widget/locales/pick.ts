import type { PortalLanguages } from "../../server/contract/index.ts";
import { en, type Messages } from "./en.ts";
import type { Words } from "./words.ts";

/** Texts of a language. English is here from the start; another is fetched when somebody wants it. */
type Language = () => Promise<{ words: Words; more: More }> | { words: Messages; more?: undefined };

/**
 * Fetches what these parts say and is not there from the start: it joins the other words.
 * @returns nothing to wait for where they say nothing else
 */
export type More = (parts: string) => Promise<void> | false;

const english: Language = () => ({ words: en });
const languages: Record<keyof PortalLanguages, Language> = {
  en: english,
  de: () => import("./de.ts"),
  ar: () => import("./ar.ts"),
};

/**
 * Pages that are made by programs say `de_DE`.
 * @returns the first tag whose language is spoken here, with its region, which dates and numbers follow; else English
 */
export function pickLocale(...wanted: (string | null | undefined)[]): [locale: string, Language] {
  for (const tag of [...wanted, document.documentElement.lang, ...navigator.languages]) {
    try {
      const [locale] = Intl.getCanonicalLocales(tag!.replaceAll("_", "-"));
      const language = (languages as Partial<Record<string, Language>>)[locale!.split("-")[0]!];
      if (language) return [locale!, language];
    } catch {
      // No language tag, or none at all: the next one may be.
    }
  }
  return ["en", english];
}
