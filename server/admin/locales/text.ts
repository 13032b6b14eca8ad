/**
 * The texts in use. `main.ts` has them read before anything that shows them runs: every file of the page may take from them
 * at once, also outside of its views. A further language is another object of type `Texts`, so that a missing line does not compile; such a file
 * imports nothing of the page's own, for the page waits for it.
 */
import { en, type Texts } from "./en.ts";

const further: Record<string, () => Promise<{ texts: Texts }>> = {
  de: () => import("./de.ts"),
  ar: () => import("./ar.ts"),
};

/** What the page speaks, as tags. */
export const pageLanguages = ["en", ...Object.keys(further)];

const kept = "deskbell:language";
const primary = (tag: string): string => tag.split("-")[0]!;

/** On this device: whoever reads German at home may sit at a colleague's desk. Null: as the browser asks for. */
export function chosenLanguage(): string | null {
  try {
    const tag = localStorage.getItem(kept);
    return tag && pageLanguages.includes(tag) ? tag : null;
  } catch {
    return null;
  }
}

/** @throws where the browser keeps nothing; else the page begins anew, and what was typed stays as in every reload */
export function chooseLanguage(tag: string | null): void {
  if (tag === null) localStorage.removeItem(kept);
  else localStorage.setItem(kept, tag);
  location.reload();
}

/** A tag with the digits that the texts have. */
export let language = "en";
export let text: Texts = en;

/** Once, before the page. Where the texts cannot be read, it is in English. */
export async function speak(): Promise<void> {
  const wanted =
    chosenLanguage() ?? navigator.languages.map(primary).find((tag) => pageLanguages.includes(tag)) ?? "en";
  const tag = navigator.languages.find((one) => primary(one) === wanted) ?? wanted;
  // Dates and numbers as the reader's country writes them, in the digits that the texts have.
  const found = new Intl.Locale(tag, { numberingSystem: "latn" }).toString();
  try {
    text = (await further[wanted]?.())?.texts ?? en;
    language = found;
  } catch {
    // The desk cannot be reached for a language: English is here.
  }
}
