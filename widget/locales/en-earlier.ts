/** Texts above a thread that is longer than what was read of it. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  earlier: "Earlier messages",
  earlierShown: "Earlier messages are there now.",
};

/** With those that are always there. */
export type EarlierWords = Messages & Wide<typeof words>;
