/** What an element's `style` does to the words in it: hides them, or keeps their line breaks. */

export interface Shown {
  /** Nothing inside can show itself again. */
  isGone: boolean;
  /** Shown again by an element inside that sets a size, or says that it is visible. */
  isTiny: boolean;
  isInvisible: boolean;
  /** Line breaks and spaces are as they were typed. */
  isKept: boolean;
}

export const shown: Shown = { isGone: false, isTiny: false, isInvisible: false, isKept: false };

/** Of a style: the rest is for looks. */
const maxStyle = 2000;
const zero = /^[+-]?0*(\.0*)?(px|pt|em|rem|ex|ch|cm|mm|in|pc|%|vh|vw)?$/;
const relativeSize = /^(smaller|larger|inherit|[\d.]+(em|%|ex|ch))$/;

/** Declarations, the last of a name winning; what cannot be read is left out. */
function declarationsOf(style: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const declaration of style.slice(0, maxStyle).toLowerCase().split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const value = declaration.slice(colon + 1).replace("!important", "");
    found.set(declaration.slice(0, colon).trim(), value.trim());
  }
  return found;
}

/** @param outer of the element around it */
export function shownIn(outer: Shown, style: string | undefined, isHidden: boolean): Shown {
  if (style === undefined) return isHidden ? { ...outer, isGone: true } : outer;
  const declarations = declarationsOf(style);
  const isZero = (name: string): boolean => zero.test(declarations.get(name) || "1");
  const size = declarations.get("font-size") ?? "";
  const visibility = declarations.get("visibility");
  const space = declarations.get("white-space");
  return {
    isGone:
      outer.isGone ||
      isHidden ||
      declarations.get("display") === "none" ||
      declarations.get("mso-hide") === "all" ||
      isZero("max-height") ||
      isZero("opacity"),
    isTiny: size === "" || (outer.isTiny && relativeSize.test(size)) ? outer.isTiny : zero.test(size),
    isInvisible: visibility === undefined ? outer.isInvisible : visibility === "hidden" || visibility === "collapse",
    isKept: space === undefined ? outer.isKept : /^(pre|break-spaces)/.test(space),
  };
}

/** Paragraphs that stand close together, as Outlook's lines do. */
export function isTight(style: string | undefined, className: string): boolean {
  if (/\bMso(Normal|PlainText|ListParagraph|NoSpacing)/.test(className)) return true;
  const margin = declarationsOf(style ?? "").get("margin");
  return margin !== undefined && margin.split(/\s+/, 4).every((side) => zero.test(side));
}
