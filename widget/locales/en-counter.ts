/** Texts about the length of a text. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  charactersLeft: { one: "# character left", other: "# characters left" },
  charactersOver: { one: "# character too many", other: "# characters too many" },
};

/** With those that are always there. */
export type CounterWords = Messages & Wide<typeof words>;
