/** How often pieces of our code and of packages ran, as V8 counts them: work in steps instead of time. */
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";

export interface StepCounter {
  /** What runs inside Node and in patterns is not seen. */
  stepsOf(work: () => unknown): Promise<number>;
  stop(): Promise<void>;
}

const steady = ["opt", "maglev", "use-osr", "lazy-feedback-allocation"];

/** Code has to be loaded after this (`await import`): what is compiled already counts its calls alone. */
export async function countSteps(): Promise<StepCounter> {
  // Optimised code does not count, and neither do the first calls of a function that is made again and again.
  for (const name of steady) setFlagsFromString(`--no-${name}`);
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  /** Since it was last asked. */
  const take = async (): Promise<number> => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const scripts = result.filter(({ url }) => !url.startsWith("node:"));
    const functions = scripts.flatMap((script) => script.functions);
    // The piece that ran most: V8 leaves pieces out that ran as often as what is around them.
    return functions.reduce((sum, { ranges }) => sum + Math.max(...ranges.map(({ count }) => count)), 0);
  };
  return {
    async stepsOf(work) {
      await take();
      work();
      return take();
    },
    async stop() {
      await session.post("Profiler.stopPreciseCoverage");
      session.disconnect();
      for (const name of steady) setFlagsFromString(`--${name}`);
    },
  };
}
