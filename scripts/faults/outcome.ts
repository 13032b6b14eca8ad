/** What a fault test has to say. */
export interface Outcome {
  held: boolean;
  acknowledged?: number;
  lost?: number;
  doubled?: number;
  /** Milliseconds from start to ready after each fault. */
  recoveries?: number[];
  /** What was seen, in a few words. */
  note: string;
}

/** Of several faults, in one line. */
export function sumOf(outcomes: Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number | undefined): number =>
    outcomes.reduce((total, outcome) => total + (count(outcome) ?? 0), 0);
  const recovery = Math.max(0, ...outcomes.flatMap(({ recoveries = [] }) => recoveries));
  return (
    `faults_passed ${sum(({ held }) => Number(held))} / ${outcomes.length}, ` +
    `acknowledged ${sum(({ acknowledged }) => acknowledged)}, lost ${sum(({ lost }) => lost)}, ` +
    `doubled ${sum(({ doubled }) => doubled)}, longest recovery ${(recovery / 1000).toFixed(2)} s`
  );
}
