/** Texts about the length of a text. */
import { joinEnglish } from "./en.ts";

/** By plural form, with `#` for the number. Languages have other forms than English. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export const words = joinEnglish({
  charactersLeft: { one: "# character left", other: "# characters left" } as Plural,
  charactersOver: { one: "# character too many", other: "# characters too many" } as Plural,
});
