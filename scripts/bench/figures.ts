import type { Print } from "../figures/write.ts";

export type PrintFigure = (what: string, figure: string, goal?: string, isMet?: boolean) => void;

/** One figure a line, with the goal that it is held against. */
export const figurePrinter =
  (print: Print): PrintFigure =>
  (what, figure, goal = "", isMet = true) => {
    if (!isMet) process.exitCode = 1;
    print(`${what.padEnd(38)}${figure.padStart(12)}  ${goal}${isMet ? "" : "  MISSED"}`);
  };

export const median = (values: number[]): number => quantile(values, 0.5);

export const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

const asks = 40;

/** @returns the milliseconds of each, once it is warm */
export async function timed(work: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 5; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < asks; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}
