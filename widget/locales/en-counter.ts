/** Texts about the length of a text. */
import type { Messages, Wide } from "./en.ts";

/** By plural form, with `#` for the number. Languages have other forms than English. */
type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export const words = {
  charactersLeft: { one: "# character left", other: "# characters left" } as Plural,
  charactersOver: { one: "# character too many", other: "# characters too many" } as Plural,
};

/** With those that are always there. */
export type CounterWords = Messages & Wide<typeof words>;
