/** Relative, with the exact time on hover. */
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["week", 604_800],
];

export function relative(iso: string, locale: string, now = Date.now()): string {
  // Nothing was written tomorrow: it is this device's clock that is slow.
  const seconds = Math.min(Date.parse(iso) - now, 0) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (Math.abs(seconds) > 4 * 604_800)
    return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(Date.parse(iso));
  const [unit, length] = steps.findLast(([, length]) => Math.abs(seconds) >= length) ?? ["second", Infinity];
  return format.format(Math.trunc(seconds / length), unit);
}

export const Time = ({ iso, locale }: { iso: string; locale: string }) => (
  <time
    dateTime={iso}
    title={new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }).format(Date.parse(iso))}
  >
    {relative(iso, locale)}
  </time>
);
