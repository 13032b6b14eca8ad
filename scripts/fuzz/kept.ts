/** What fuzzing found once, each with what it was. It comes first in every run. */
import type { Act } from "./people/acts.ts";

export const keptActs: [Act[]][] = [
  // S4: somebody else's sign-in link, opened in this browser, took the visitor's tickets along.
  [
    [
      { kind: "submit", who: 2, at: 0, as: "visitor" },
      { kind: "hand on link", who: 2, at: 0, as: "account" },
      { kind: "list", who: 2, at: 1, as: "account" },
    ],
  ],
  // The same by a code that this person has from their own mailbox, typed into what somebody else began.
  [
    [
      { kind: "submit", who: 3, at: 0, as: "visitor" },
      { kind: "foreign code", who: 3, at: 2, as: "visitor" },
      { kind: "list", who: 3, at: 1, as: "account" },
    ],
  ],
];

/** S2: signs between spaces that only some parsers take for such; 20,000 characters stopped everybody for four seconds. */
export const keptBodies: [string][] = [["**a\u00a0".repeat(5000)], ["**a* ".repeat(4000)]];

/** S6: empty rows, and a quote that nobody closed: each was read again from the start. */
export const keptTables: [[string[][], string]][] = [[[[], `name,email\n${",\n".repeat(9000)}"`]]];

/** S1: a form that ends within a part nobody asked for ended the process. */
export const keptForms: [[string, string, number]][] = [
  [['--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nhello', "x", 64]],
];

/** A full stop of another script hid how short the last piece was: kept as an address that was none when read again. */
export const keptMailboxes: [string][] = [["www.a。a"]];
