import { type Plural, words } from "../locales/en-counter.ts";
import type { Language } from "../state/language.ts";

function plural(locale: string, count: number, pattern: Plural): string {
  const form = pattern[new Intl.PluralRules(locale).select(count)] ?? pattern.other;
  return form.replace("#", new Intl.NumberFormat(locale).format(count));
}

/** How much room is left, or how much is too much. */
export function Counter({ app, left }: { app: Language; left: number }) {
  const { charactersLeft, charactersOver } = words(app);
  return (
    <span class={left < 0 ? "wrong" : "hint"}>
      {plural(app.locale, Math.abs(left), left < 0 ? charactersOver : charactersLeft)}
    </span>
  );
}
