import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { isMenuOpen } from "../../state/chrome.ts";
import { Icon } from "../../ui/icon.tsx";

/** Opens the views where there is no room for them beside the list. */
export const MenuButton = (): VNode => (
  <button
    type="button"
    class="icon-button menu-button"
    aria-label={text.nav.menu}
    aria-expanded={isMenuOpen.value}
    onClick={() => {
      isMenuOpen.value = true;
    }}
  >
    <Icon name="menu" />
  </button>
);
