import type { App } from "./app.ts";

/** What is spoken here, as one of the languages that can be chosen. */
export function spokenOf({ locale, portal }: App): string {
  const { locales } = portal!;
  return [locale, locale.split("-")[0]].find((tag) => locales.includes(tag!)) ?? locales[0]!;
}
