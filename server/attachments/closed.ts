import type { WriteStream } from "node:fs";

/**
 * Resolves when a file that was being written is closed, whole or not. Only then can it be removed: a file that is
 * still being opened would be made after the removal, and stay.
 */
export const closed = (sink: WriteStream): Promise<void> =>
  new Promise((resolve) => (sink.closed ? resolve() : sink.once("close", () => resolve())));
