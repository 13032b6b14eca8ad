/** Lines of people whose work is done in turns. */
import { Refusal } from "../errors.ts";

const maxWaiting = 50;

/** @returns what the work does once its turn has come: at once where nobody is in front. @throws Refusal 503 where too many wait */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Does so much at a time, so that requests of others go on; the lines take turns. */
export function createTurns(atOnce: number): () => InTurn {
  let busy = 0;
  const lines: (() => void)[][] = [];
  const callNext = (): void => {
    const at = lines.findIndex((line) => line.length > 0);
    if (at < 0) return;
    const [line] = lines.splice(at, 1);
    lines.push(line!);
    busy += 1;
    line!.shift()!();
  };
  return () => {
    const line: (() => void)[] = [];
    lines.push(line);
    return async (work) => {
      if (busy < atOnce) busy += 1;
      else {
        if (line.length >= maxWaiting) throw new Refusal(503, "unavailable", { retryAfter: 5 });
        await new Promise<void>((resolve) => line.push(resolve));
      }
      try {
        return await work();
      } finally {
        busy -= 1;
        callNext();
      }
    };
  };
}
