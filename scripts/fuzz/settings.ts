/** How long and from which seed: `npm test` takes 20 seconds from a fixed one, `npm run fuzz` says its own. */
import fc from "fast-check";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 20);
const seed = Number(process.env["FUZZ_SEED"] ?? 20261128);

/** For the test itself: what goes on when its time is over is one last run. */
export const timeoutMs = seconds * 1000 + 120_000;

/**
 * @param share of the whole time, from 0 to 1
 * @param examples inputs that failed once; they come first
 */
export function within<Values extends unknown[]>(share: number, examples: Values[] = []): fc.Parameters<Values> {
  return {
    seed,
    examples,
    numRuns: 1_000_000_000,
    interruptAfterTimeLimit: Math.max(1, share * seconds * 1000),
    markInterruptAsFailure: false,
    endOnFailure: false,
  };
}

/**
 * Runs `work` for each value. When the time is over the last one is still under way, and must end before what it works on
 * is closed.
 */
export async function fuzz<Value>(
  value: fc.Arbitrary<Value>,
  work: (value: Value) => Promise<void>,
  parameters: fc.Parameters<[Value]>,
): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const property = fc.asyncProperty(value, (one) => (last = work(one)));
  try {
    await fc.assert(property, parameters);
  } finally {
    await last.catch(() => {});
  }
}
