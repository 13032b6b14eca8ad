import type { ComponentChildren, VNode } from "preact";
import { text } from "../locales/text.ts";

interface NotReadProps {
  why: ComponentChildren;
  again?: (() => void) | false;
  /** What else can be done, where trying again would not help. */
  children?: ComponentChildren;
}

/** Stands where something should be that could not be read. */
export const NotRead = ({ why, again, children }: NotReadProps): VNode => (
  <div class="empty" role="alert">
    <p>{why}</p>
    {again && (
      <button type="button" class="button" onClick={again}>
        {text.tryAgain}
      </button>
    )}
    {children}
  </div>
);
