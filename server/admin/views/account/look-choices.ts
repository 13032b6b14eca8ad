/** How this page is shown to whoever sits here: chosen on the page of their account and in the menu behind their name. */
import { chooseLanguage, pageLanguages, text } from "../../locales/text.ts";
import { notify } from "../../state/notices.ts";
import { themes, type Theme } from "../../state/theme.ts";

/** Each by its own name: whoever looks for it may not read the one that is shown. */
const ownName = (tag: string): string => new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;

export const themeChoices: readonly { value: Theme | null; label: string }[] = [
  { value: null, label: text.account.themeDevice },
  ...themes.map((value) => ({ value, label: text.account.themes[value] })),
];

export const languageChoices: readonly { value: string | null; label: string }[] = [
  { value: null, label: text.account.languageBrowser },
  ...pageLanguages.map((value) => ({ value, label: ownName(value) })),
];

export function readIn(tag: string | null): void {
  try {
    chooseLanguage(tag);
  } catch {
    notify("failed", text.account.languageNotKept);
  }
}
