/** Texts of a mail as the desk may keep them: nothing in them that no database takes, names and subjects in one line. */

/** NUL, and halves of signs. */
const never = /[\0\p{Cs}]/gu;
const breaks = /[\s\p{Cc}]+/gu;

export const cleanText = (text: string): string => text.replace(never, "");

/** @param max UTF-16 units; what is cut ends in "…" */
export function oneLine(text: string, max: number): string {
  const line = cleanText(text).replace(breaks, " ").trim();
  return line.length <= max ? line : `${cleanText(line.slice(0, max - 1)).trimEnd()}…`;
}
