/** Searching names by a piece of them, the same on both engines. */
import { type Expression, sql, type SqlBool } from "kysely";

const asLiteral = (words: string): string => words.replace(/[\\%_]/g, "\\$&");

/** SQLite lowers ASCII letters only. */
export const lowerAscii = (words: string): string => words.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** A word of the column begins with these words, whatever the case. */
export const begins = (column: Expression<string | null>, words: string): Expression<SqlBool> =>
  like(column, words, ["", "% "]);

/**
 * The column holds these words somewhere, whatever the case. With letters beyond ASCII, which SQLite cannot lower, the
 * usual ways to write them are tried.
 */
export const contains = (column: Expression<string | null>, words: string): Expression<SqlBool> =>
  like(column, words, ["%"]);

function like(column: Expression<string | null>, words: string, before: readonly string[]): Expression<SqlBool> {
  const lower = words.toLowerCase();
  const capital = lower.replace(/(?<=^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  const ways = [...new Set([lower, lowerAscii(words), lowerAscii(capital)])];
  const patterns = ways.flatMap((way) => before.map((start) => `${start}${asLiteral(way)}%`));
  const found = patterns.map((pattern) => sql<SqlBool>`lower(${column}) like ${pattern} escape '\\'`);
  return sql<SqlBool>`(${sql.join(found, sql` or `)})`;
}
