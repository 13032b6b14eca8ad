/** What people and staff do, in any order. */
import fc from "fast-check";

export const portalKinds = [
  "submit",
  "submit naming",
  "submit with file",
  "reply",
  "read",
  "read file",
  "list",
  "search",
  "close",
  "code",
  "foreign code",
  "link",
  "hand on link",
  "password link",
  "sign out",
  "tracking",
  "claims",
  "answer for browser",
  "change account",
  "listen",
] as const;

export const staffKinds = [
  "staff answer",
  "staff note",
  "staff status",
  "staff assign",
  "staff company",
  "staff submits",
  "staff moves person",
  "staff permits",
  "staff blocks",
  "staff lets in",
  "staff invites",
  "staff merges",
  "staff takes merge back",
  "staff deletes person",
  "staff ends sessions",
  "staff reads mail",
  "key reads",
  "days pass",
] as const;

export type PortalKind = (typeof portalKinds)[number];
export type StaffKind = (typeof staffKinds)[number];

export interface Act {
  kind: PortalKind | StaffKind;
  /** Who acts, at whom or what: numbers that are taken modulo how many there are. */
  who: number;
  at: number;
  as: "visitor" | "account" | "link";
}

const of = <Kind extends Act["kind"]>(kinds: readonly Kind[], as: fc.Arbitrary<Act["as"]>): fc.Arbitrary<Act> =>
  fc.record({ kind: fc.constantFrom(...kinds), who: fc.nat(3), at: fc.nat(99), as });

const visitors = fc.constant("visitor" as const);
const visitorsAndAccounts = fc.oneof(
  { weight: 4, arbitrary: visitors },
  { weight: 4, arbitrary: fc.constant("account" as const) },
  { weight: 1, arbitrary: fc.constant("link" as const) },
);

/** What there is to see, how it comes to be somebody's, what decides who sees it, and all the rest. */
const anything: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: of(["submit", "submit naming", "submit with file"], visitorsAndAccounts) },
    { weight: 3, arbitrary: of(["code", "link", "hand on link", "claims"], visitorsAndAccounts) },
    { weight: 3, arbitrary: of(["staff permits", "staff moves person", "staff company", "staff merges"], visitors) },
    { weight: 1, arbitrary: of(["staff note", "staff submits"], visitors) },
    { weight: 5, arbitrary: of(portalKinds, visitorsAndAccounts) },
    { weight: 3, arbitrary: of(staffKinds, visitors) },
  ),
  { minLength: 3, maxLength: 40 },
);

const comesIn = (who: number): Act[] => [
  { kind: "code", who, at: 1, as: "visitor" },
  { kind: "submit", who, at: 0, as: "account" },
  { kind: "listen", who, at: 0, as: "account" },
];

/** Some are signed in from the start and have sent something. */
export const acts: fc.Arbitrary<Act[]> = fc
  .tuple(fc.subarray([0, 1, 2, 3]), anything)
  .map(([early, rest]) => [...early.flatMap(comesIn), ...rest]);
