import type { VNode } from "preact";
import { chooseLanguage, chosenLanguage, pageLanguages, text } from "../../locales/text.ts";
import { chooseTheme, theme, themes, type Theme } from "../../state/theme.ts";
import { notify } from "../../state/notices.ts";
import { Select } from "../../ui/choices/select.tsx";

/** Each by its own name: whoever looks for it may not read the one that is shown. */
const ownName = (tag: string): string => new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;

/** How this page is shown to whoever sits here. */
export const PageLook = (): VNode => (
  <section class="card">
    <Select
      label={text.account.theme}
      value={theme.value ?? ""}
      choices={[
        { value: "", label: text.account.themeDevice },
        ...themes.map((value) => ({ value, label: text.account.themes[value] })),
      ]}
      onValue={(chosen) => chooseTheme((chosen || null) as Theme | null)}
    />
    <Select
      label={text.account.language}
      hint={text.account.languageHint}
      value={chosenLanguage() ?? ""}
      choices={[
        { value: "", label: text.account.languageBrowser },
        ...pageLanguages.map((tag) => ({ value: tag, label: ownName(tag) })),
      ]}
      onValue={(tag) => {
        try {
          chooseLanguage(tag || null);
        } catch {
          notify("failed", text.account.languageNotKept);
        }
      }}
    />
  </section>
);
