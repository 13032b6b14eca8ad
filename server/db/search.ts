/** Full-text search, the one thing the two engines do differently. */
import { type RawBuilder, sql } from "kysely";
import type { Engine, Tx } from "./database.ts";
import { prepared } from "./prepared.ts";

/** More words narrow nothing down any further. */
const maxWords = 8;

/** Scripts in which one sign is a word, or may be. */
const wordOfOneSign = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;

/**
 * Words of a query. Only letters and digits pass, so a visitor cannot write the search syntax of either engine. A
 * search finds every word that begins with a searched one. So single letters are left out, since they find nearly every
 * message. A word that another word of the query begins with is left out too: messages that hold the longer word hold
 * both.
 */
export function searchedWords(query: string): string[] {
  /**
   * By lower-case word. The search itself takes the word as it was typed, since each engine has an idea of its own of
   * lower case.
   */
  const kept = new Map<string, string>();
  for (const [word] of query.normalize("NFC").matchAll(/[\p{L}\p{N}]+/gu)) {
    const small = word.toLowerCase();
    const means = [...word].length > 1 || wordOfOneSign.test(word);
    if (!means || [...kept.keys()].some((other) => other.startsWith(small))) continue;
    for (const other of kept.keys()) if (small.startsWith(other)) kept.delete(other);
    kept.set(small, word);
    if (kept.size === maxWords) break;
  }
  return [...kept.values()];
}

/** @param messageSeq `messages.seq` */
export async function indexMessage(
  { db, engine }: Pick<Tx, "db" | "engine">,
  messageSeq: number,
  text: string,
): Promise<void> {
  if (engine === "sqlite") await indexOnSqlite(db, { seq: messageSeq, text });
  else await indexOnPostgres(db, { seq: messageSeq, text: text.normalize("NFC") });
}

interface Indexed {
  seq: number;
  text: string;
}

const indexOnSqlite = prepared((db, { seq, text }: Indexed) => ({
  compile: () => sql`insert into message_search (rowid, document) values (${seq}, ${text})`.compile(db),
}));

const indexOnPostgres = prepared((db, { seq, text }: Indexed) => ({
  compile: () =>
    sql`insert into message_search (rowid, document) values (${seq}, to_tsvector('simple', ${text}))`.compile(db),
}));

/**
 * The newest messages that hold every word of the query (each as the beginning of a word), as a subquery of
 * `messages.seq`; undefined where the query has no word. Newest first and capped: ranking a common word over
 * a million rows takes seconds, and nobody reads past the first thousand.
 */
export function matchingMessages(engine: Engine, query: string): RawBuilder<number> | undefined {
  const found = searchedWords(query);
  if (found.length === 0) return undefined;
  if (engine === "sqlite") {
    const match = found.map((word) => `"${word}"*`).join(" ");
    return sql<number>`(select rowid from message_search where message_search match ${match} order by rowid desc limit 1000)`;
  }
  const match = found.map((word) => `'${word}':*`).join(" & ");
  return sql<number>`(select rowid from message_search where document @@ to_tsquery('simple', ${match})
    order by rowid desc limit 1000)`;
}
