import type { ComponentChildren, VNode } from "preact";

/** A page that is one column of text and forms. */
export const PageColumn = ({ isWide, children }: { isWide?: boolean; children: ComponentChildren }): VNode => (
  <main class="settings" tabIndex={-1}>
    <div class={isWide ? "settings-column wide" : "settings-column"}>{children}</div>
  </main>
);
