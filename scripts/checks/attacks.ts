/** Which attacks of the list were tried, from Vitest's report: a line each, and their sum. */

/** Those that have to be in a run. One without a test counts as one that came through. */
const attacks: Record<number, string> = {
  8: "somebody else's ticket",
  9: "fields that are nobody's to set",
  11: "links that set a password",
  12: "links with a stranger's host",
  13: "an address that nobody has proven",
  14: "a forged identity",
  18: "mail bombs",
  19: "a second recipient",
  22: "doors left open",
  23: "guessing who is known, and passwords",
};

export interface ReportedTest {
  status: string;
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
    assertionResults.map((test) => ({ ...test, held: status === "passed" && test.status === "passed" })),
  );
  let blocked = 0;
  let inputs = 0;
  const lines = Object.entries(attacks).map(([number, name]) => {
    const own = tests.filter(({ meta, status }) => meta?.attack === Number(number) && status !== "skipped");
    const tried = own.reduce((sum, { meta }) => sum + (meta?.inputs ?? 1), 0);
    const held = own.length > 0 && own.every((test) => test.held);
    blocked += Number(held);
    inputs += tried;
    return `${held ? "blocked" : "THROUGH"}  ${number.padStart(2)}  ${name.padEnd(38)} ${String(tried).padStart(6)} inputs`;
  });
  const all = lines.length;
  return { lines, sum: `attacks_blocked ${blocked} / ${all}, ${inputs} inputs`, blocked: blocked === all };
}
