import { describe, expect, it } from "vitest";
import { decide, type Facts, type Outcome } from "./decide.ts";

const plain: Facts = {
  same: undefined,
  isAutomatic: false,
  bounceOf: undefined,
  hasAuthor: true,
  byToken: undefined,
  byIds: [],
  dmarc: "unverified",
  isUnwelcome: false,
};
const theirs = { ticketId: "t1", isTheirs: true };
const anothers = { ticketId: "t2", isTheirs: false };

describe("what becomes of a mail, rule by rule", () => {
  it.each<[string, Partial<Facts>, Outcome]>([
    [
      "1: the same once more, whatever else it is",
      { same: "m", isAutomatic: true, byToken: theirs },
      { rule: 1, becomes: "nothing", same: "m" },
    ],
    [
      "2: a mail of ours that comes back (E22)",
      { isAutomatic: true, bounceOf: "m" },
      { rule: 2, becomes: "bounce", mailId: "m" },
    ],
    [
      "2: a program's, with an address of a ticket",
      { isAutomatic: true, byToken: theirs },
      { rule: 2, becomes: "note", ticketId: "t1" },
    ],
    [
      "2: a program's, with the id of a ticket's mail",
      { isAutomatic: true, byIds: [anothers] },
      { rule: 2, becomes: "note", ticketId: "t2" },
    ],
    [
      "2: a program's, about nothing here (E9)",
      { isAutomatic: true },
      { rule: 2, becomes: "decision", ticketId: undefined },
    ],
    [
      "2: a program's, blocked",
      { isAutomatic: true, isUnwelcome: true },
      { rule: 2, becomes: "decision", ticketId: undefined },
    ],
    [
      "3: to the address that its author was given",
      { byToken: theirs },
      { rule: 3, becomes: "message", ticketId: "t1" },
    ],
    [
      "3: the same, whatever DMARC says",
      { byToken: theirs, dmarc: "fail" },
      { rule: 3, becomes: "message", ticketId: "t1" },
    ],
    [
      "3: before what ids say (E3)",
      { byToken: theirs, byIds: [anothers] },
      { rule: 3, becomes: "message", ticketId: "t1" },
    ],
    [
      "4: to that address from somebody else (E27)",
      { byToken: anothers },
      { rule: 4, becomes: "decision", ticketId: "t2" },
    ],
    [
      "4: the same with an id of their own ticket",
      { byToken: anothers, byIds: [theirs] },
      { rule: 4, becomes: "decision", ticketId: "t2" },
    ],
    [
      "4: to that address, with two Froms",
      { byToken: theirs, hasAuthor: false },
      { rule: 4, becomes: "decision", ticketId: "t1" },
    ],
    [
      "6: an answer of the ticket's customer (E1, E2)",
      { byIds: [theirs] },
      { rule: 6, becomes: "message", ticketId: "t1" },
    ],
    ["6: the same, authenticated", { byIds: [theirs], dmarc: "pass" }, { rule: 6, becomes: "message", ticketId: "t1" }],
    [
      "6: the nearest of their own, behind another's",
      { byIds: [anothers, theirs] },
      { rule: 6, becomes: "message", ticketId: "t1" },
    ],
    [
      "7: the same, but DMARC says that it is forged (A16)",
      { byIds: [theirs], dmarc: "fail" },
      { rule: 7, becomes: "decision", ticketId: "t1" },
    ],
    [
      "7: the same with two Froms",
      { byIds: [theirs], hasAuthor: false },
      { rule: 7, becomes: "decision", ticketId: "t1" },
    ],
    [
      "7: an answer of somebody else (E5, A15)",
      { byIds: [anothers] },
      { rule: 7, becomes: "decision", ticketId: "t2" },
    ],
    [
      "8: somebody blocked, to their own address",
      { byToken: theirs, isUnwelcome: true },
      { rule: 8, becomes: "decision", ticketId: "t1" },
    ],
    [
      "8: somebody blocked, who answers",
      { byIds: [theirs], isUnwelcome: true },
      { rule: 8, becomes: "decision", ticketId: "t1" },
    ],
    ["8: somebody blocked, for the first time", { isUnwelcome: true }, { rule: 8, becomes: "ticket", isHeld: true }],
    ["9: anything else", {}, { rule: 9, becomes: "ticket", isHeld: false }],
    [
      "9: anything else, forged: nobody reads it but staff",
      { dmarc: "fail" },
      { rule: 9, becomes: "ticket", isHeld: false },
    ],
    ["9: no From at all", { hasAuthor: false }, { rule: 9, becomes: "ticket", isHeld: false }],
  ])("%s", (_, facts, outcome) => {
    expect(decide({ ...plain, ...facts })).toEqual(outcome);
  });

  it("a stranger's mail stands in no ticket, in whichever way it names one", () => {
    for (const byToken of [undefined, anothers]) {
      for (const byIds of [[], [anothers]]) {
        for (const dmarc of ["pass", "fail", "none", "unverified"] as const) {
          for (const isUnwelcome of [true, false]) {
            const { becomes } = decide({ ...plain, byToken, byIds, dmarc, isUnwelcome });
            expect(["decision", "ticket"]).toContain(becomes);
          }
        }
      }
    }
  });
});
