/** What was wrong with a try to get in, and what to do. Nothing of a message is at stake here, so none is spoken of. */
import type { ApiError } from "../api.ts";
import { words } from "../locales/en-sign-in.ts";
import type { Language } from "../state/language.ts";

const steps = [
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/**
 * @param seconds at least one
 * @example timeText("en", 90) // "2 minutes"
 */
export function timeText(locale: string, seconds: number): string {
  const [unit, length] = steps.find(([, one]) => seconds >= one)!;
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.ceil(seconds / length));
}

export function Refusal({ app, error }: { app: Language; error: ApiError | undefined }) {
  if (!error || Object.keys(error.fields)[0]) return null;
  const { refusals, tryAgainIn } = words(app);
  const { code, retryAfter } = error;
  return (
    <p class="wrong" role="alert">
      {(refusals as Record<string, string>)[code] ?? refusals.other}
      {retryAfter > 1 && ` ${tryAgainIn(timeText(app.locale, retryAfter))}`}
    </p>
  );
}
