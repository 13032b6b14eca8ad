/** When a mail was written, by itself. */

/** With a zone: a time without one would be another on each server. */
const zoned = /([+-]\d{4}|\b(gmt|utc?|[ecmp][sd]t|z))$/i;
const otherZone = /\s+[a-z]{1,5}$/i;
/** A name of a month or a date in numbers: the engine takes `foo 3` for a day in March. */
const isDate = /\d{1,2}[ -][a-z]{3}|[a-z]{3} +\d{1,2}|\d{4}-\d{2}-\d{2}/i;

/** Milliseconds; null where it is no time. */
export function mailDate(written: string): number | null {
  const bare = written.replace(/\([^()]*\)/g, " ").trim();
  if (!isDate.test(bare)) return null;
  const time = Date.parse(zoned.test(bare) ? bare : `${bare.replace(otherZone, "")} +0000`);
  return Number.isNaN(time) ? null : time;
}
