/** Mails that other projects collected. They lie beside this project where its engineers have them, and are not part of it. */
import { existsSync } from "node:fs";
import { join } from "node:path";

export const corpora = join(import.meta.dirname, "../../../shared/corpora");

/** @param what would be looked at, for the line that says that it was left out */
export function hasCorpora(what: string): boolean {
  const isThere = existsSync(corpora);
  if (!isThere) console.warn(`Left out: ${what}, since ../shared/corpora is not there.`);
  return isThere;
}
