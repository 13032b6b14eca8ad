import { en, type Letters } from "./en.ts";

const spoken: Record<string, Letters> = { en };

/** The mails of a language, the nearest that there is. @param wanted BCP 47 tags, the most wanted first */
export function lettersIn(...wanted: (string | null | undefined)[]): Letters {
  for (const tag of wanted) {
    const found = tag && spoken[tag.split("-")[0]!.toLowerCase()];
    if (found) return found;
  }
  return en;
}
