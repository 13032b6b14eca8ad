import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import type { DeskPage } from "../../router.ts";
import { MenuButton } from "./menu-button.tsx";

/** The page's name, and its one action. */
export const Heading = ({ page, children }: { page: DeskPage; children?: ComponentChildren }): VNode => (
  <header class="settings-head">
    <MenuButton />
    <h1>{text.deskPages[page]}</h1>
    {children}
  </header>
);
