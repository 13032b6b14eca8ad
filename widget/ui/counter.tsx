import type { CounterWords } from "../locales/en-counter.ts";
import type { App } from "../state/app.ts";

export { words } from "../locales/en-counter.ts";

function plural(locale: string, count: number, pattern: CounterWords["charactersLeft"]): string {
  const form = pattern[new Intl.PluralRules(locale).select(count)] ?? pattern.other;
  return form.replace("#", new Intl.NumberFormat(locale).format(count));
}

/** How much room is left, or how much is too much. */
export function Counter({ app, left }: { app: App; left: number }) {
  const { charactersLeft, charactersOver } = app.t as CounterWords;
  return (
    <span class={left < 0 ? "wrong" : "hint"}>
      {plural(app.locale, Math.abs(left), left < 0 ? charactersOver : charactersLeft)}
    </span>
  );
}
