/** Languages that customers are spoken to in, by mails, pages and the widget. The first is everybody's last resort. */
export const languages = ["en", "de", "ar"] as const;

export type Language = (typeof languages)[number];

/** @param wanted BCP 47 tags, the most wanted first */
export function nearestLanguage(...wanted: (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const found = languages.find((one) => one === tag?.split("-")[0]!.toLowerCase());
    if (found) return found;
  }
  return languages[0];
}
