import type { WriteStream } from "node:fs";

/**
 * When a file that was being written is closed, whole or not. Only then can it be removed: one that is still being
 * opened would be made after that, and stay.
 */
export const closed = (sink: WriteStream): Promise<void> =>
  new Promise((resolve) => (sink.closed ? resolve() : sink.once("close", () => resolve())));
