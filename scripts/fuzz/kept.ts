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
