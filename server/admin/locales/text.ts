/** The texts in use. A further language is another object of type `Texts`, so that a missing line does not compile. */
import { en, type Texts } from "./en.ts";

export const text: Texts = en;
/** Dates and numbers as the reader writes them, as long as that is the language of the texts. */
export const language = navigator.languages.find((tag) => tag.startsWith("en")) ?? "en";
