import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { isAdmin } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { MenuButton } from "./menu-button.tsx";

interface WayBack {
  href: string;
  label: string;
}

interface PageHeadProps {
  /** Missing while it is being read. */
  title?: string | undefined;
  /** The list that the page was opened from: its name stays where it stood as that list's title. */
  back?: WayBack | undefined;
  /** The page's one action. */
  children?: ComponentChildren;
}

/** For what is one of the settings where there are settings: agents come to it by the page's side. */
export const toSettings = (): WayBack | undefined =>
  isAdmin.value ? { href: "#settings", label: text.settings.title } : undefined;

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
