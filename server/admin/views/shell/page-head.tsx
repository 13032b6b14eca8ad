import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";
import { MenuButton } from "./menu-button.tsx";

interface PageHeadProps {
  /** Missing while it is being read. */
  title?: string | undefined;
  /** The list that the page was opened from: its name stays where it stood as that list's title. */
  back?: { href: string; label: string };
  /** The page's one action. */
  children?: ComponentChildren;
}

/** One line at the same place of every page: the way back, the page's name, what can be done. */
export const PageHead = ({ title, back, children }: PageHeadProps): VNode => (
  <div class="page-head">
    <MenuButton />
    {back && (
      <nav class="crumbs" aria-label={text.back}>
        <a href={back.href}>
          <Icon name="back" />
          <bdi>{back.label}</bdi>
        </a>
        <Icon name="right" size={16} />
      </nav>
    )}
    {title !== undefined && <h1 dir="auto">{title}</h1>}
    {children}
  </div>
);
