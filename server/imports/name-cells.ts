/** Names and addresses as other programs write them into cells. */

/** Their family name comes first. */
const eastAsian = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** Also where one of the columns has the whole name already. */
export function joinedName(first: string, last: string): string {
  if (first === "" || last === "") return first || last;
  const isWhole = (whole: string, part: string): boolean => ` ${whole} `.includes(` ${part} `);
  if (isWhole(first, last)) return first;
  if (isWhole(last, first)) return last;
  return eastAsian.test(first + last) ? `${last} ${first}` : `${first} ${last}`;
}

const angled = /^([^<>\p{Cc}]*)<([^<>]+)>$/u;
const quoted = /^"(.*)"$/;

/**
 * `Ada Lovelace <ada@example.com>`, `mailto:ada@example.com`. Of several addresses in a cell, as Google divides them,
 * the first: a customer has one.
 */
export function addressed(cell: string): { name: string; email: string } {
  const [only = ""] = cell.split(" ::: ");
  const [, name = "", address = only] = angled.exec(only) ?? [];
  return { name: name.trim().replace(quoted, "$1"), email: address.trim().replace(/^mailto:\s*/i, "") };
}
