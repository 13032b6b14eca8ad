import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";
import { MenuButton } from "./menu-button.tsx";

/** The way back to a list, above what was opened from it. */
export const Crumbs = ({ href, label }: { href: string; label: string }): VNode => (
  <nav class="crumbs" aria-label={text.back}>
    <MenuButton />
    <a href={href}>
      <Icon name="back" size={16} />
      {label}
    </a>
  </nav>
);
