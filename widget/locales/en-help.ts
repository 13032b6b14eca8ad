/** Texts of the help articles. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  helpSoon: "Help articles are on their way. Until then, write to us and we will answer.",
  write: "Write to us",
};

/** With those that are always there. */
export type HelpWords = Messages & Wide<typeof words>;
