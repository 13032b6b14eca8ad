import type { VNode } from "preact";
import { CopyButton } from "./copy-button.tsx";

/** Code to be copied. It can be reached by keyboard, since it may be wider than the page. */
export const Snippet = ({ code, label }: { code: string; label: string }): VNode => (
  <div class="snippet">
    <pre dir="ltr" tabIndex={0}>
      <code>{code}</code>
    </pre>
    <CopyButton label={label} value={code} />
  </div>
);
