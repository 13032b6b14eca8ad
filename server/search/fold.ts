/**
 * A text as it is searched: small letters of one form and without accents, so that "muller" finds Müller and STRASSE finds
 * Straße. Made here and not by SQLite or Postgres, which have two ideas of it, or the same search would find one thing on
 * one engine and another thing on the other. Whatever changes here wants every document made anew (`db/rebuild-search.ts`).
 */
import { letterReplacer, plainLetters } from "../names/plain-letters.ts";

/** Nobody sees these: a soft hyphen, a joiner, the form of a picture. */
const unseen = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * Marks that are set on letters of any script, the vowels of Hebrew and Arabic, and the stroke that makes an Arabic word
 * longer. Marks of one script stay, since they are the vowels of Hindi or Thai and make another word; so do the two that
 * turn a Japanese は into ば and ぱ.
 */
const marks = /(?:(?=\p{Mn})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]|\u0640)+/gu;

const plain = letterReplacer({ ...plainLetters, ß: "ss", ς: "σ" });

/** The zeros of digits that people write numbers of orders with. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/gu;

const isAscii = /^[\0-\x7f]*$/;

export function fold(text: string): string {
  // Two texts of three, at a tenth of the price.
  if (isAscii.test(text)) return text.toLowerCase();
  return plain(text.normalize("NFKC").replace(unseen, "").toLowerCase().normalize("NFD").replace(marks, ""))
    .replace(otherDigits, (digit) => {
      const code = digit.codePointAt(0)!;
      return String(code - zeros.findLast((zero) => zero <= code)!);
    })
    .normalize("NFC");
}
