/** Fetched only where a script tag is wrong. */
const rules: [name: string, pattern: RegExp, should: string][] = [
  ["portal", /^[\w-]+$/, "the key of a portal: copy the snippet from the project's settings"],
  ["theme", /^(auto|light|dark)?$/, "auto, light or dark"],
  ["position", /^(left|right)?$/, "left or right"],
  ["color", /^(#[\da-f]{6})?$/i, "a colour such as #0b6e4f"],
  ["z-index", /^\d*$/, "a whole number"],
  ["target", /^$/, "a selector that matches an element of this page when the script runs"],
];

/** @returns which attribute of the script tag is wrong, and how to mend it */
export function explain(tag: HTMLElement): string {
  const value = (name: string): string => tag.getAttribute(`data-${name}`) ?? "";
  const [name, , should] = rules.find(([name, pattern]) => !pattern.test(value(name)))!;
  return `data-${name}="${value(name)}" has to be ${should}.`;
}
