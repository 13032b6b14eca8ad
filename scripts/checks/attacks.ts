/**
 * Which attacks were tried, from Vitest's report: a line each, and their sum. A test belongs to an attack by `attack(8)` in
 * its body, or by its name: `(attack 8)`; to a finding of the review of November 2026 by a name such as `S12: …`.
 */

/** Those that have to be in a run. One without a test counts as one that came through. Mail that comes in is not built. */
const attacks: Record<string, string> = {
  1: "texts that would be markup",
  3: "markup in the mails we send",
  4: "files that would run",
  5: "names of files that would be paths",
  6: "somebody else's file",
  7: "somebody else's upload on one's own message",
  8: "somebody else's ticket",
  9: "fields that are nobody's to set",
  10: "SQL by way of search and lists",
  11: "links that set a password",
  12: "links with a stranger's host",
  13: "an address that nobody has proven",
  14: "a forged identity",
  18: "mail bombs",
  19: "a second recipient",
  20: "files of the server by name",
  22: "doors left open",
  23: "guessing who is known, and passwords",
  24: "cells that a spreadsheet would run",
  25: "pages of other sites",
  S1: "a part of an upload that ends early",
  S2: "texts that cost more than they weigh",
  S3: "threads without an end",
  S4: "somebody else's sign-in link",
  S5: "floods at the doors",
  S6: "a table of values with a forgotten quote",
  S7: "reading all events of a day",
  S8: "HEAD on a stream",
  S9: "a stolen token made into an account",
  S10: "markup that poses as the script tag",
  S11: "a full line as an oracle",
  S12: "sweeps that multiply",
  S13: "one mailbox, written differently",
  S14: "keeping somebody from signing in",
  S15: "staff by their password links",
  S16: "compressing old releases anew",
  S17: "uploads that fill the disk",
  S18: "a limit's first use, many at once",
  S19: "a restore that opens doors",
  S20: "who is a customer, by a limit",
  S21: "pictures larger than they look",
  S22: "searches that read everything",
  S23: "a database that others can read",
  S24: "a key that cannot be changed",
  S25: "smaller findings",
};

export interface ReportedTest {
  status: string;
  fullName?: string;
  meta?: { attack?: number; inputs?: number };
}

export interface AttackReport {
  lines: string[];
  /** `attacks_blocked N / N` with the number of inputs. */
  sum: string;
  blocked: boolean;
}

/** @param files each with its own status: a hook that fails after its last test fails none of them */
export function reportAttacks(files: { status: string; assertionResults: ReportedTest[] }[]): AttackReport {
  const tests = files.flatMap(({ status, assertionResults }) =>
    assertionResults
      .filter((test) => test.status !== "skipped")
      .map((test) => ({ ...test, ids: idsOf(test), held: status === "passed" && test.status === "passed" })),
  );
  let blocked = 0;
  let inputs = 0;
  const lines = Object.entries(attacks).map(([id, name]) => {
    const own = tests.filter(({ ids }) => ids.has(id));
    const tried = own.reduce((sum, { meta }) => sum + (meta?.inputs ?? 1), 0);
    const held = own.length > 0 && own.every((test) => test.held);
    blocked += Number(held);
    inputs += tried;
    return `${held ? "blocked" : "THROUGH"}  ${id.padStart(3)}  ${name.padEnd(46)} ${String(tried).padStart(6)} inputs`;
  });
  const all = lines.length;
  return { lines, sum: `attacks_blocked ${blocked} / ${all}, ${inputs} inputs`, blocked: blocked === all };
}

const idInName = /\battack (\d+)\b|\b(S\d+)\b/g;

/** Whether a file has tests of attacks, by its text. */
export const holdsAttacks = (text: string): boolean => /testing\/attack\.ts|[("` ](attack \d+|S\d+[:,])/.test(text);

function idsOf({ meta, fullName = "" }: ReportedTest): Set<string> {
  const named = [...fullName.matchAll(idInName)].map(([, number, finding]) => number ?? finding!);
  return new Set([...named, ...(meta?.attack === undefined ? [] : [String(meta.attack)])]);
}
