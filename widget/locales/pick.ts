/** Languages there are texts for. */
const spoken = ["en"];

/** The tag itself where dates and numbers can follow it and its language is spoken here, else English. */
export function pickLocale(...wanted: (string | undefined)[]): string {
  for (const tag of [...wanted, document.documentElement.lang, ...navigator.languages]) {
    try {
      const [found] = Intl.getCanonicalLocales(tag || []);
      if (found && spoken.includes(found.split("-")[0]!)) return found;
    } catch {
      // Not a language tag: the next one may be.
    }
  }
  return "en";
}
