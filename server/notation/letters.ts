/** What kind of letter stands beside a sign. */

/** Scripts that are written without spaces: a sign between two of their letters stands between two words. */
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";

/** The same and Hangul, whose particles follow a foreign word without a space. */
export const eastern = `${unspaced}\\p{Script=Hangul}`;

const wordLetter = /[\p{L}\p{N}\p{M}]/u;
const unspacedLetter = new RegExp(`[${unspaced}]`, "u");

/** The whole sign that ends before this place; empty at the start. */
export function signBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && at >= 2;
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at);
}

export function signAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

export const isLetter = (sign: string): boolean => wordLetter.test(sign);

/** A letter of a script that sets its words apart. */
export const isSpacedLetter = (sign: string): boolean => isLetter(sign) && !unspacedLetter.test(sign);
