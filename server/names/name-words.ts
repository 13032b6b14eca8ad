/**
 * The words by which people and companies are found. A search finds every word that begins with a searched one: so an
 * index answers it, however many there are, while what stands anywhere inside of words ("ann" in Hannah) can only be
 * found by reading all of them. Where scripts write no spaces a word begins at every sign; in a word with signs in
 * between, and in a mail address, also after each of them.
 */
import { domainToUnicode } from "node:url";
import { readAddress } from "../mail-address.ts";
import { eastern } from "../notation/letters.ts";
import { searchName } from "./search-name.ts";

export interface NameWord {
  word: string;
  /** 1: a name or an address begins with it, or a name has it as a word of its own; 0: it begins inside of one. */
  main: 0 | 1;
}

/** Of a name of many signs and an address of many pieces; by the rest nobody is looked for. */
const maxWords = 64;
/** In UTF-16 units, of what is kept and of what is looked for. */
const maxLetters = 64;
/** More words narrow nothing down any further. */
const maxSearched = 8;

const letter = "\\p{L}\\p{N}";
/** Where a word begins inside of another: after a sign, and at each sign of a script without spaces. */
const beginning = new RegExp(`(?<![${letter}\\p{M}])[${letter}]|(?=[${letter}])[${eastern}]`, "gu");
const isEastern = new RegExp(`[${eastern}]`, "u");
const hasLetter = new RegExp(`[${letter}]`, "u");
const signs = new RegExp(`[^${letter}\\p{M}]+`, "gu");

const cut = (word: string): string => word.slice(0, maxLetters).replace(/[\ud800-\udbff]$/, "");

class Words {
  readonly #all = new Map<string, 0 | 1>();

  get isFull(): boolean {
    return this.#all.size >= maxWords;
  }

  add(word: string, main: 0 | 1): void {
    const kept = cut(word);
    if (kept === "" || (this.isFull && !this.#all.has(kept))) return;
    if (main === 1 || !this.#all.has(kept)) this.#all.set(kept, main);
  }

  get all(): NameWord[] {
    return [...this.#all].map(([word, main]) => ({ word, main }));
  }
}

function addName(words: Words, name: string): void {
  for (const chunk of searchName(name).split(" ")) {
    // Nothing but signs, as a picture: it is found by just that.
    if (!hasLetter.test(chunk)) words.add(chunk, 1);
    for (const { 0: sign, index } of chunk.matchAll(beginning)) {
      if (words.isFull) return;
      const isInside = isEastern.test(sign) && hasLetter.test(chunk.slice(Math.max(0, index - 2), index));
      words.add(chunk.slice(index), isInside ? 0 : 1);
    }
    // "O'Neill" also as oneill, "A.B.C." as abc.
    if (hasLetter.test(chunk)) words.add(chunk.replace(signs, ""), 1);
  }
}

function addAddress(words: Words, address: string): void {
  const [local = "", domain = ""] = address.split("@");
  for (const written of new Set([address, `${local}@${domainToUnicode(domain)}`])) {
    const folded = searchName(written);
    words.add(folded, 1);
    for (const { index } of folded.matchAll(beginning)) {
      if (words.isFull) return;
      if (index > 0) words.add(folded.slice(index), 0);
    }
  }
}

/** All by which somebody is found. @param address as `readAddress` writes it */
export function nameWords(name: string, address: string | null = null): NameWord[] {
  const words = new Words();
  addName(words, name);
  if (address !== null) addAddress(words, address);
  return words.all;
}

/** An address, or a piece of one, is looked for as it stands; what other signs hold together may stand apart in a name. */
const isOfAddress = /[@._]/;
/** At the end of what was copied out of a sentence. */
const endings = new Set(",;:.!?)]\"'>");
const before = new RegExp(`^[^${letter}]+`, "u");

function pieces(chunk: string): string[] {
  const address = chunk.includes("@") ? readAddress(chunk) : undefined;
  if (address !== undefined) return [searchName(address)];
  const bare = searchName(chunk).replace(before, "");
  if (!isOfAddress.test(bare)) return bare.split(signs);
  let end = bare.length;
  while (endings.has(bare[end - 1] ?? "")) end -= 1;
  return [bare.slice(0, end)];
}

/**
 * What a query looks for, each as the beginning of a word; empty where it says nothing. A word that another one of them
 * begins with is left out: who has the longer has both.
 */
export function searchedNames(query: string): string[] {
  const chunks = query.split(/\s+/u).filter((chunk) => chunk !== "");
  const spoken = chunks.flatMap(pieces).filter((word) => hasLetter.test(word));
  const words = spoken.length > 0 ? spoken : chunks.map(searchName);
  const kept: string[] = [];
  for (const word of words.map(cut)) {
    if (word === "" || kept.some((other) => other.startsWith(word))) continue;
    kept.splice(0, kept.length, ...kept.filter((other) => !word.startsWith(other)), word);
    if (kept.length === maxSearched) break;
  }
  return kept;
}
