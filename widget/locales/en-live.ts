/** Texts of what is announced as it happens. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  team: "Team",
  newAnswer: (name: string) => `New answer from ${name}`,
};

/** With those that are always there. */
export type LiveWords = Messages & Wide<typeof words>;
