/**
 * The words of a text as they are put into the index, and those of a query as they are looked for in it. Both engines get
 * these and split nothing themselves, so both find the same. A searched word finds all words that begin with it. Scripts
 * without spaces have no words to be seen: there every two neighbouring signs are one, so that what stands in the middle
 * of a sentence is found. What signs hold together ("RE-2024/0815", an address, the name of a file) is found by its
 * pieces and as one, with its signs and without them.
 */
import { fold } from "./fold.ts";

const letter = "[\\p{L}\\p{N}\\p{M}]";
/** By the scripts that a sign is used in: the stroke that makes a Japanese vowel longer is of no script. */
const unspaced = `(?=${letter})[${["Han", "Hira", "Kana", "Thai", "Lao", "Khmer", "Mymr"].map((name) => `\\p{scx=${name}}`).join("")}]`;
/** What signs hold together where nothing else stands beside them; a comma does within a number. */
const compoundOf = (one: string): string => `${one}+(?:(?:[-/._+@#:'&]|(?<=\\d),(?=\\d))${one}+)*`;
const compoundOrRun = new RegExp(`(?:${unspaced})+|${compoundOf(`(?:(?!${unspaced})${letter})`)}`, "gu");
/** The same for most texts, at a tenth of the price. */
const compound = new RegExp(compoundOf(letter), "gu");
const asciiCompound = new RegExp(compoundOf("[a-z\\d]"), "g");
const joint = /[-/._+@#:'&,]/;
const isAscii = /^[\0-\x7f]*$/;
const isUnspaced = new RegExp(unspaced, "u");
/** Of Hangul one sign may be a word as well, though its words have spaces. */
const wordOfOneSign = new RegExp(`^(?:${unspaced}|\\p{Script=Hangul})$`, "u");

/** These are of one name, whose pieces apart are something else: "de" of an address is half of all words. */
const ofOneName = /[@._:]/;

/**
 * What a compound is as one begins with a character that nobody can write: among the plain words, "order" of ten thousand
 * names of files ("order-1234.png") would be the beginning of ten thousand words, and slow to look for.
 */
const joinedMark = "\ue010";

/** In UTF-16 units, of what is kept and of what is looked for: by its beginning a longer one is found all the same. */
const maxLetters = 40;
/** From so many of its pieces on a compound is found as one. */
const maxBeginnings = 6;
/** Of a query: more narrow nothing down any further. */
const maxSearched = 8;
const maxSignPairs = 12;

const joinedFrom = (pieces: readonly string[], at: number): string =>
  joinedMark + pieces.slice(at, at + maxLetters).join("");

const cut = (word: string): string =>
  word.length <= maxLetters ? word : word.slice(0, maxLetters).replace(/[\ud800-\udbff]$/, "");
const hasTwoSigns = (word: string): boolean => word.length > 2 || (word.length === 2 && word.codePointAt(0)! < 0x10000);
const isWord = (word: string): boolean => hasTwoSigns(word) || wordOfOneSign.test(word);

interface Part {
  /** One for a word alone; of a run of a script without spaces its signs. */
  pieces: string[];
  isRun: boolean;
  /** As it stands in the folded text. */
  typed: string;
}

/** The compounds of a folded text, and the runs of its scripts without spaces, in their order. */
function partsOf(text: string): Part[] {
  const hasRuns = !isAscii.test(text) && isUnspaced.test(text);
  const parts = hasRuns ? compoundOrRun : isAscii.test(text) ? asciiCompound : compound;
  return (text.match(parts) ?? []).map((typed) => {
    const isRun = hasRuns && isUnspaced.test(typed);
    return { pieces: isRun ? [...typed] : typed.split(joint), isRun, typed };
  });
}

/** Puts all that a text is found by into a set. */
export function addWords(words: Set<string>, text: string): void {
  for (const { pieces, isRun } of partsOf(fold(text))) {
    if (isRun) {
      pieces.forEach((sign, at) => words.add(sign + (pieces[at + 1] ?? "")));
      continue;
    }
    pieces.forEach((piece, at) => {
      if (isWord(piece)) words.add(cut(piece));
      // A number that letters stand before, as in RE20240815.
      const letters = /^\D+(?=\d{3})/.exec(piece)?.[0].length;
      if (letters !== undefined) words.add(cut(piece.slice(letters)));
      if (at < maxBeginnings && at < pieces.length - 1) words.add(cut(joinedFrom(pieces, at)));
    });
  }
}

export interface Term {
  word: string;
  /** Not only the beginning of a word. */
  isWhole: boolean;
}

/** One word of a query: a ticket has all terms of one of these ways to write it. */
export interface Searched {
  ways: Term[][];
  /** As it was typed, folded: people and companies are looked for by it. */
  typed: string;
  /** Where it is one word and nothing else. */
  alone?: string;
}

const beginning = (word: string): Term => ({ word: cut(word), isWhole: false });

function searchedOf({ pieces, isRun, typed }: Part): Searched | undefined {
  if (isRun && pieces.length > 1) {
    const pairs = pieces.slice(1).map((sign, at) => ({ word: pieces[at]! + sign, isWhole: true }));
    return { ways: [pairs.slice(0, maxSignPairs)], typed };
  }
  const whole = pieces.slice(0, maxLetters).join("");
  const joined = beginning(joinedMark + whole);
  if (pieces.length === 1) {
    if (!isWord(whole)) return undefined;
    const plain = [beginning(whole)];
    if (isRun) return { ways: [plain], typed, alone: whole };
    // "dont" is don't, and RE2024 the beginning of RE-2024/0815.
    return { ways: [plain, [{ ...joined, isWhole: !/\d/.test(whole) }]], typed, alone: whole };
  }
  // A letter that is left out would leave "don" of "don't", which begins other words.
  const standApart = !ofOneName.test(typed) && pieces.every(isWord);
  const apart = standApart ? [pieces.slice(0, maxSearched).map(beginning)] : [];
  return { ways: [[joined], [beginning(whole)], ...apart], typed };
}

/**
 * Words of a query, of which a ticket has all; none where it says nothing. Single letters are left out, since they begin
 * nearly every ticket's words, and what is said twice, or is the beginning of another one.
 */
export function searchedWords(query: string): Searched[] {
  let kept: Searched[] = [];
  for (const part of partsOf(fold(query))) {
    const searched = searchedOf(part);
    if (!searched || kept.some(({ typed }) => typed === searched.typed)) continue;
    const word = searched.alone;
    if (word !== undefined) {
      if (kept.some(({ alone }) => alone?.startsWith(word))) continue;
      kept = kept.filter(({ alone }) => !word.startsWith(alone ?? "\0"));
    }
    kept.push(searched);
    if (kept.length === maxSearched) break;
  }
  return kept;
}

/** Whether these are the words of a ticket that is searched for, for the few that are looked through without an index. */
export function hasAll(words: ReadonlySet<string>, searched: readonly Searched[]): boolean {
  const all = [...words];
  const has = ({ word, isWhole }: Term): boolean =>
    words.has(word) || (!isWhole && all.some((one) => one.startsWith(word)));
  return searched.every(({ ways }) => ways.some((terms) => terms.every(has)));
}
