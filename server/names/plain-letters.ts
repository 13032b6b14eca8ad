/** Letters and signs that Unicode does not take apart, though a keyboard without them has others in their place. */

/** In texts and in names. A change wants every document made anew (`db/rebuild-search.ts`), and every name's words. */
export const plainLetters: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
  "’": "'",
  "‐": "-",
  "–": "-",
};

/** Replaces each of these single letters. */
export function letterReplacer(letters: Readonly<Record<string, string>>): (text: string) => string {
  const any = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");
  return (text) => text.replace(any, (letter) => letters[letter]!);
}
