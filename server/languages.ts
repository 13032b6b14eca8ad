import type { PortalLanguages } from "./contract/index.ts";

/** By mails, pages and the widget. The order is that of lists; who is spoken to in none of them gets English. */
const spoken: PortalLanguages = { en: true, de: true, ar: true };

export const languages = Object.keys(spoken) as Language[];

export type Language = keyof PortalLanguages;

/** @param wanted BCP 47 tags, the most wanted first */
export function nearestLanguage(...wanted: (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const found = languages.find((one) => one === tag?.split(/[-_]/)[0]!.toLowerCase());
    if (found) return found;
  }
  return "en";
}
