import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { maxMs, Watch, worked } from "./watch.ts";

/** Works, in time of this thread, and gives others no turn meanwhile. */
function work(milliseconds: number): void {
  const since = worked();
  while (worked() - since < milliseconds);
}

test("who keeps the thread for long is told of; who waits, or lets others in, is not", async () => {
  const watch = new Watch();
  const piece = maxMs(0) / 3;
  await watch.call("waits", 0, () => wait(maxMs(0) + 50));
  await watch.call("takes turns", 0, async () => {
    for (let i = 0; i < 5; i++) {
      work(piece);
      await turn();
      await wait(2);
    }
  });
  expect(watch.takeTooLong()).toEqual([]);
  await watch.call("holds", 0, async () => work(maxMs(0) + 20));
  expect(watch.takeTooLong()).toEqual([expect.stringMatching(/^holds kept the thread/)]);
  expect(watch.takeTooLong()).toEqual([]);
});
