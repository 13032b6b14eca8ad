/**
 * Tests that stand for an attack of the project's list say so, and how much they tried. `npm run attacks` runs them by
 * themselves; `npm test` with all others. Both add up what really ran.
 */
import { TestRunner } from "vitest";

/** By the numbers of that list; the same list is what the report has to find. */
export type AttackNumber = 8 | 9 | 11 | 12 | 13 | 14 | 18 | 19 | 22 | 23;

declare module "vitest" {
  interface TaskMeta {
    attack?: AttackNumber;
    /** Absent: the test is one input by itself, as a row of `it.each` is. */
    inputs?: number;
  }
}

/** Said at the beginning of a test, or before each of a suite. */
export function attack(number: AttackNumber): void {
  TestRunner.getCurrentTest()!.meta.attack = number;
}

/** Hands inputs out one by one and counts those that were taken. */
export function* tried<Input>(inputs: Iterable<Input>): Generator<Input, void> {
  for (const input of inputs) {
    countInputs(1);
    yield input;
  }
}

/** For inputs that go in by other ways than a loop over them. */
export function countInputs(count: number): void {
  const { meta } = TestRunner.getCurrentTest()!;
  meta.inputs = (meta.inputs ?? 0) + count;
}
