/**
 * Names as they are looked for and put in order: as `sameName` has them, and without accents, so that "muller" finds
 * Müller and Ärzte stand beside Arzt. Of equals here many are not the same name: nothing is ever joined or opened by
 * this form.
 */
import { letterReplacer, plainLetters } from "./plain-letters.ts";
import { foldCase, withOneSpace } from "./same-name.ts";

/**
 * Marks that are set on letters of any script, and the points of Hebrew. Marks of one script stay, since they are the
 * vowels of Hindi or Thai and make another word; so do the two that turn a Japanese は into ば and ぱ.
 */
const marks = /(?:(?=\p{Mn})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Hebrew}])+/gu;

const plain = letterReplacer({
  ...plainLetters,
  ŧ: "t",
  ŋ: "n",
  ĸ: "q",
  ȷ: "j",
  ɓ: "b",
  ɖ: "d",
  ɗ: "d",
  ə: "e",
  ǝ: "e",
  ɛ: "e",
  ɔ: "o",
  ƙ: "k",
  ƴ: "y",
  ʻ: "'",
  ʼ: "'",
  ʾ: "'",
  ʿ: "'",
  "‘": "'",
  "‑": "-",
  "—": "-",
});

/** Hangul, and what else has to be whole again to be one sign, is put together at the end. */
export const searchName = (name: string): string =>
  withOneSpace(plain(foldCase(name.normalize("NFKD")).normalize("NFKD").replace(marks, "")).normalize("NFC"));

/** One sign may become eighteen; an index of Postgres takes 2,700 bytes, and a cursor has to go into an address. */
const orderedSigns = 160;

/** The same, cut where it orders nothing any more. */
export const orderName = (name: string): string => {
  const whole = searchName(name);
  // Half of a sign is nothing that a database keeps.
  return whole.length <= orderedSigns ? whole : whole.slice(0, orderedSigns).replace(/[\ud800-\udbff]$/, "");
};
