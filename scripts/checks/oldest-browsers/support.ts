/** What Mozilla's table of browsers says of a feature: whether the oldest ones that we are made for have it. */
import { createRequire } from "node:module";
import type { CompatData, Identifier, SimpleSupportStatement } from "@mdn/browser-compat-data/types";
import { browsers, oldest } from "./oldest.ts";

const data = createRequire(import.meta.url)("@mdn/browser-compat-data") as CompatData;

export const { css, html, javascript } = data;
export const api = data.api as Identifier;
export const builtins = javascript["builtins"] as Identifier;
export const operators = javascript["operators"] as Identifier;

export type Feature = Identifier | undefined;

const isThere = (
  { version_added: since, version_removed: until, flags, prefix, ...how }: SimpleSupportStatement,
  version: number,
): boolean => {
  if (typeof since !== "string" || flags || prefix || how.partial_implementation || how.alternative_name) return false;
  // "≤37", and "preview", which is no number.
  const from = parseFloat(since.replace("≤", ""));
  return from <= version && !(until !== undefined && parseFloat(String(until)) <= version);
};

/** Which of the oldest browsers lack it; undefined where the table does not know it. */
export function lackedBy(feature: Feature): string[] | undefined {
  const support = feature?.__compat?.support;
  if (!support) return undefined;
  return browsers.filter((browser) => {
    const statements = [support[browser] ?? []].flat();
    return statements.length > 0 && !statements.some((one) => isThere(one, oldest[browser]));
  });
}

/** Of several that a name may mean: lacked only where each of them is. */
export function lackedByAll(features: readonly Feature[]): string[] | undefined {
  const known = features.map(lackedBy).filter((lack) => lack !== undefined);
  if (known.length === 0) return undefined;
  return known.some((lack) => lack.length === 0) ? [] : known[0];
}

export const child = (feature: Feature, name: string): Feature =>
  feature && name !== "__compat" && Object.hasOwn(feature, name) ? (feature[name] as Identifier) : undefined;

export const childrenOf = (feature: Feature): [name: string, feature: Identifier][] =>
  Object.entries(feature ?? {}).filter(([name]) => name !== "__compat") as [string, Identifier][];

/** Features by the last part of their name, of all that lie so many levels below. */
export function byName(
  root: Feature,
  levels: number,
  index = new Map<string, Identifier[]>(),
): Map<string, Identifier[]> {
  for (const [name, feature] of childrenOf(root)) {
    const short = name.replace(/_(static|function|event)$/, (ending) => (ending === "_event" ? ending : ""));
    index.set(short, [...(index.get(short) ?? []), feature]);
    if (levels > 1) byName(feature, levels - 1, index);
  }
  return index;
}
