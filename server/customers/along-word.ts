/**
 * Those whom many words fit, in the order of names. An index holds people by the first two letters of their words in that
 * order, with the word: so a page of "zoe" is read among those with "zo", where a walk along all names would pass thousands
 * of others before the first one.
 */
import { sql } from "kysely";
import { beginsWith, type Condition, hasWord, type Listing } from "../db/keyset.ts";
import { maxBranches } from "../db/merged.ts";

export interface SearchedWord {
  word: string;
  /** See `NameWord`. */
  isMain: boolean;
}

/** In letters, as the index has it. */
const headLength = 2;

export interface Along {
  listing: Pick<Listing, "table" | "key">;
  branches: Condition[];
  fits: Condition[];
}

/** @returns undefined where no index helps: for a single letter, and in too many projects */
export function alongWord(projects: readonly string[], words: readonly SearchedWord[]): Along | undefined {
  // Of several the longest is the rarest, as a rule.
  const [{ word, isMain }, ...others] = words.toSorted((one, other) => other.word.length - one.word.length) as [
    SearchedWord,
    ...SearchedWord[],
  ];
  const head = [...word].slice(0, headLength);
  const mains = isMain ? [1] : [0, 1];
  if (head.length < headLength || projects.length * mains.length > maxBranches) return undefined;
  const branches = projects.flatMap((project) =>
    mains.map(
      (main): Condition =>
        sql`project_id = ${project} and main = ${sql.lit(main)} and substr(word, 1, 2) = ${head.join("")}`,
    ),
  );
  const fits = others.map((other) => hasWord("customer_words", "customer_words", other.word, other.isMain));
  return {
    listing: { table: "customer_words", key: sql`customer_words.name_order` },
    branches,
    fits: [beginsWith(word), ...fits],
  };
}
