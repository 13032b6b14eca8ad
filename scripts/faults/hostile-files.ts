/** Files of values that make careless readers slow: 1 to 5 MB, each under an honest header. */

const header = "name,email\n";
const megabyte = 1_000_000;

const filled = (piece: string, megabytes: number): string =>
  piece.repeat(Math.ceil((megabytes * megabyte) / piece.length));
const counted = (row: (n: number) => string, megabytes: number): string => {
  const rows: string[] = [];
  for (let n = 0, size = 0; size < megabytes * megabyte; n++) {
    rows.push(row(n));
    size += rows[n]!.length;
  }
  return rows.join("");
};

export const hostileFiles: Record<string, () => string> = {
  "empty rows, and a quote that is never closed": () => `${header}${filled(",\n", 1)}"`,
  "a quote in every row that is never closed": () => header + filled('"a\n', 2),
  "inch marks": () => header + counted((n) => `5" pipe,a${n}@inch.test\n`, 3),
  "quotes alone": () => header + filled('"', 5),
  "quotes and delimiters": () => header + filled('","', 3),
  "millions of delimiters": () => header + filled(",", 5),
  "delimiters of every kind": () => header + filled(",;\t|", 5),
  "empty rows": () => header + filled("\n", 5),
  "returns alone": () => header + filled("a,b\r", 1),
  "one long cell": () => `${header}"${filled("a\n", 1)}",a@b.test\n`,
  "a header of a million cells": () => `name,email${filled(",a", 2)}\n`,
  "rows of a thousand cells": () => header + filled(`${"a,".repeat(1000)}\n`, 3),
  "rows of sixty thousand cells": () => header + counted((n) => `W,w${n}@wide.test${",".repeat(60_000)}\n`, 5),
  "the same address in every row": () => header + filled("A,a@same.test\n", 2),
  "addresses that are none": () => header + counted((n) => `A,a${n}@@none..test\n`, 2),
  "halves of letters": () => header + filled("\u00e4\ud83d,\udc00@a.test\n", 2),
  people: () => header + counted((n) => `Person ${n},p${n}@${"x".repeat(60)}.test\n`, 1),
};
