/** The words of a mail as a ticket takes them. */
import type { BodyCharacters } from "../contract/tickets.ts";

const maxCharacters: BodyCharacters = 20_000;

/** The beginning, where a text is longer than a message may be: the whole is among the files of its mail. */
export const cutWords = (text: string): string =>
  text.length <= maxCharacters ? text : text.slice(0, maxCharacters).toWellFormed().trimEnd();
