/** How long and from which seed: `npm test` takes 20 seconds from a fixed one, `npm run fuzz` says its own. */
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { keptNow, maxGrowth, Watch } from "./watch.ts";

const told = process.env["FUZZ_SECONDS"];
const seconds = Number(told ?? 20);
const seed = Number(process.env["FUZZ_SEED"] ?? 20261128);

/** Timeout of the test itself: after its time is over, one last run goes on. */
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
 * Runs `work` for each value. No error may escape that would end a server. No call may keep the thread for long: once
 * may be chance, three times is not. When the time is over, no more memory is kept than after a third of it. The last
 * run is still under way then, and has to end before the things it works on are closed.
 */
export async function fuzz<Value>(
  name: string,
  value: fc.Arbitrary<Value>,
  work: (value: Value, watch: Watch) => Promise<void>,
  parameters: fc.Parameters<[Value]>,
): Promise<void> {
  const watch = new Watch();
  const begun = Date.now();
  const warmAfterMs = parameters.interruptAfterTimeLimit! / 3;
  const escaped: unknown[] = [];
  const hear = (error: unknown): void => void escaped.push(error);
  const ends = ["uncaughtException", "unhandledRejection"] as const;
  for (const end of ends) process.on(end, hear);
  let runs = 0;
  let warm: ReturnType<typeof keptNow> | undefined;
  const attempt = async (one: Value): Promise<void> => {
    runs += 1;
    await work(one, watch);
    let tooLong = watch.takeTooLong();
    for (let again = 0; tooLong.length > 0 && again < 2; again++) {
      await work(one, watch);
      tooLong = watch.takeTooLong();
    }
    expect(tooLong).toEqual([]);
    await turn();
    expect(escaped.splice(0)).toEqual([]);
    if (Date.now() - begun > warmAfterMs) warm ??= keptNow();
  };
  let last: Promise<void> = Promise.resolve();
  const property = fc.asyncProperty(value, (one) => (last = attempt(one)));
  const { examples = [], interruptAfterTimeLimit: _, ...others } = parameters;
  try {
    // However busy the machine is: all that failed once, and one value at least. A first run that is interrupted would fail.
    await fc.assert(property, { ...others, examples, numRuns: Math.max(1, examples.length) });
    const found = await fc.check(property, { ...parameters, examples: [] });
    if (found.failed && found.numRuns > 0)
      throw new Error(await fc.asyncDefaultReportMessage(found), { cause: found.errorInstance });
  } finally {
    await last.catch(() => {});
    for (const end of ends) process.off(end, hear);
    const kept = keptNow();
    if (told !== undefined) {
      const { calls, maxHeldMs } = watch;
      const more = warm ? ` ${warm.megabytes.toFixed(0)} to ${kept.megabytes.toFixed(0)} MB,` : "";
      console.log(
        `${name}: ${runs} runs, ${calls} calls,${more} longest hold ${maxHeldMs.toFixed(0)} ms, seed ${seed}`,
      );
    }
    if (warm) {
      expect(kept.megabytes - warm.megabytes, "memory").toBeLessThan(maxGrowth.megabytes);
      expect(kept.files - warm.files, "open files").toBeLessThan(maxGrowth.files);
    }
  }
}
