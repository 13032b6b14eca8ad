import type { VNode } from "preact";
import { chosenLanguage, text } from "../../locales/text.ts";
import { chooseTheme, theme, type Theme } from "../../state/theme.ts";
import { Select } from "../../ui/choices/select.tsx";
import { languageChoices, readIn, themeChoices } from "./look-choices.ts";

const byValue = <Choice extends { value: string | null }>(choices: readonly Choice[]) =>
  choices.map((choice) => ({ ...choice, value: choice.value ?? "" }));

export const PageLook = (): VNode => (
  <section class="card">
    <Select
      label={text.account.theme}
      value={theme.value ?? ""}
      choices={byValue(themeChoices)}
      onValue={(chosen) => chooseTheme((chosen || null) as Theme | null)}
    />
    <Select
      label={text.account.language}
      hint={text.account.languageHint}
      value={chosenLanguage() ?? ""}
      choices={byValue(languageChoices)}
      onValue={(tag) => readIn(tag || null)}
    />
  </section>
);
