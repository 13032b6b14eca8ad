import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";

/** The sheet of paper that set-up, sign-in and activation are written on. */
export const Door = ({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ComponentChildren;
}): VNode => (
  <main class="door">
    <div class="door-sheet">
      <p class="brand">
        <Icon name="bell" size={24} />
        {text.desk}
      </p>
      <h1>{title}</h1>
      <p class="quiet">{lead}</p>
      {children}
    </div>
  </main>
);
