/**
 * When two names are one. Only what nobody would call another name is folded: case, the form in which Unicode writes a
 * letter, and spaces. Accents are not: with them folded, whoever is added to "Muller" would read the tickets of
 * "Müller". They fold where a name is looked for or put in order (`search-name.ts`), which opens nothing.
 *
 * The form is NFC and not NFKC, which would take "Studio 10²" for "Studio 102". Case folds wholly, as Unicode has it, so
 * that STRASSE is the capitals of Straße, and by no language: with ı as the small I of a Turkish reader, IRIS and ıris
 * would be one company here and two there. In doubt two names are two; staff see both.
 */

/** What nobody sees, such as a soft hyphen that came along with a copied name, tells no two names apart. */
const unseen = /\p{Default_Ignorable_Code_Point}+/gu;

/** Of any kind: no-break, ideographic, a line's end. */
const spaces = /[\s\u0085]+/gu;

/** Has no capital of its own: by way of I it would become i. */
const dotless = "ı";

/**
 * Unicode's full case folding, of which JavaScript has only the steps: small letters, their capitals (ß becomes SS), and
 * small letters again. The first step is for capitals that are their own (ẞ); of the two forms of a small sigma the last
 * one hangs on its neighbours.
 */
export const foldCase = (text: string): string =>
  text
    .toLowerCase()
    .split(dotless)
    .map((part) => part.toUpperCase().toLowerCase())
    .join(dotless)
    .replaceAll("ς", "σ");

export const withOneSpace = (text: string): string => text.replace(unseen, "").replace(spaces, " ").trim();

/** Equal for names that are the same one, and for no others. */
export const sameName = (name: string): string => foldCase(withOneSpace(name).normalize("NFD")).normalize("NFC");
