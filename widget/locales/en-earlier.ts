/** Texts of long threads and long letters. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  earlier: "Earlier messages",
  earlierShown: "Earlier messages are there now.",
  rest: "The rest is shown as typed",
};

/** With those that are always there. */
export type EarlierWords = Messages & Wide<typeof words>;
