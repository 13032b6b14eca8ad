/** What the widget speaks. */
import { type More, pickLocale } from "../locales/pick.ts";
import type { Spoken } from "../locales/words.ts";
import type { App } from "./app.ts";

export interface Language {
  t: Spoken;
  /** BCP 47, of these texts, and for dates and numbers. */
  locale: string;
  /** Speaks another language from now on, once its texts are there. */
  setLocale(tag: string): Promise<void>;
  /** Of this language, where some of its words come with the parts that say them. */
  more?: More | undefined;
  /** Names of the parts that were asked for: no language is spoken any more without what they say. */
  asked: string;
}

/** @returns chooses anew, by what the portal wants where neither the page nor the person says so */
export function addLanguage(app: App): (portalLocale?: string | null) => Promise<void> {
  const { config } = app;
  let wanted: string;
  const speak = async (portalLocale = app.portal?.locale): Promise<void> => {
    const [locale, language] = pickLocale(config.locale, app.session.person()?.locale, portalLocale);
    wanted = locale;
    try {
      const { words: t, more } = await language();
      const later = more?.(app.asked);
      // Where there is nothing to wait for, no part can be asked for meanwhile.
      if (later) await later;
      if (wanted === locale) Object.assign(app, { locale, t, more });
    } catch {
      // What cannot be fetched leaves the language as it is.
    }
  };
  app.setLocale = (tag) => {
    config.locale = tag;
    return speak();
  };
  return speak;
}
