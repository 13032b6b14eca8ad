/** What the hosted portal does for a whole page: its address, and the language that was chosen on it. */
import type { App } from "../state/app.ts";
import { openStorage } from "../storage.ts";
import { type Address, followHash } from "./hash.ts";

export function begin(app: App): Address {
  keepLanguage(app);
  return followHash(app);
}

/** Kept apart from what signing out forgets: whoever cannot read a page does not find the way to change it again. */
function keepLanguage(app: App): void {
  const { config, setLocale } = app;
  const kept = openStorage<{ locale?: string }>(`${config.portal}:page`);
  const { locale } = kept.read();
  if (locale) config.locale = locale;
  app.setLocale = (tag) => {
    kept.write({ locale: tag });
    return setLocale(tag);
  };
}
