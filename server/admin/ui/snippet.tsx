import type { ComponentProps, VNode } from "preact";
import { CopyButton } from "./copy-button.tsx";

type SnippetProps = Omit<ComponentProps<typeof CopyButton>, "value"> & { code: string };

/** Code to be copied. It can be reached by keyboard, since it may be wider than the page. */
export const Snippet = ({ code, ...button }: SnippetProps): VNode => (
  <div class="snippet">
    <pre dir="ltr" tabIndex={0}>
      <code>{code}</code>
    </pre>
    <CopyButton value={code} {...button} />
  </div>
);
