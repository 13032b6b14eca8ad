import type { ComponentChildren, VNode } from "preact";
import { isViewer } from "../state/session.ts";

/** What a viewer reads and does not change: its fields and buttons are out of use, links go on working. */
export const Changeable = ({ children }: { children: ComponentChildren }): VNode => (
  <fieldset class="changeable" disabled={isViewer.value}>
    {children}
  </fieldset>
);
