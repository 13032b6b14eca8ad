import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { language } from "../locales/text.ts";

/** Every half minute, so that "2 min ago" goes on by itself. */
const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 30_000);

const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });

const minute = 60_000;
const hour = 60 * minute;
const dayLong = 24 * hour;

/** Says how long ago a time is, the older the rougher. */
export function timeTeller(locale: string): (iso: string, now: number) => string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
  return (iso, at) => {
    const time = Date.parse(iso);
    const past = at - time;
    if (past < minute) return relative.format(0, "second");
    if (past < hour) return relative.format(-Math.floor(past / minute), "minute");
    if (past < dayLong) return relative.format(-Math.floor(past / hour), "hour");
    if (past < 7 * dayLong) return relative.format(-Math.floor(past / dayLong), "day");
    return (past < 300 * dayLong ? day : dayOfYear).format(time);
  };
}

const timeText = timeTeller(language);

export const Time = ({ iso }: { iso: string }): VNode => (
  <time dateTime={iso} title={exact.format(Date.parse(iso))}>
    {timeText(iso, now.value)}
  </time>
);

/** As roughly as it helps to tell two drafts apart: of today, the time alone. */
export function draftTime(iso: string): string {
  const time = new Date(iso);
  const isToday = time.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(!isToday && { dateStyle: "medium" }),
    timeStyle: "short",
  }).format(time);
}
