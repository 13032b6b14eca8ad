import type { VNode } from "preact";
import { chosenLanguage, text } from "../../locales/text.ts";
import { areKeysShown } from "../../state/chrome.ts";
import { me, signOut } from "../../state/session.ts";
import { chooseTheme, theme } from "../../state/theme.ts";
import { Avatar } from "../../ui/badges.tsx";
import { Menu } from "../../ui/menu.tsx";
import { languageChoices, readIn, themeChoices } from "../account/look-choices.ts";

/** What is one's own and not the desk's, behind one's name. */
export function AccountMenu(): VNode {
  const name = me.value?.name ?? "";
  return (
    <Menu
      label={text.deskPages.account}
      look="place"
      along="start"
      items={[
        { label: text.deskPages.account, icon: "person", act: "#account" },
        {
          label: text.account.theme,
          choices: themeChoices.map(({ value, label }) => ({
            label,
            isChosen: value === theme.value,
            act: () => chooseTheme(value),
          })),
        },
        {
          label: text.account.language,
          choices: languageChoices.map(({ value, label }) => ({
            label,
            isChosen: value === chosenLanguage(),
            act: () => readIn(value),
          })),
        },
        // Where there are none to press, they are not offered.
        ...(matchMedia("(pointer: coarse)").matches
          ? []
          : [
              {
                label: text.nav.keys,
                icon: "keyboard" as const,
                key: "?",
                act: () => {
                  areKeysShown.value = true;
                },
              },
            ]),
        { label: text.nav.signOut, icon: "signOut", act: () => void signOut() },
      ]}
    >
      <Avatar name={name} kind="staff" />
      <span class="clip" dir="auto">
        {name}
      </span>
      <span class="visually-hidden">({text.deskPages.account})</span>
    </Menu>
  );
}
