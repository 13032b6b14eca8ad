import type { VNode } from "preact";
import { text } from "../../locales/text.ts";

/** Staff, and what they did. */
export const StaffTabs = ({ page }: { page: "staff" | "audit" }): VNode => (
  <nav class="tabs" aria-label={text.deskPages.staff}>
    {(["staff", "audit"] as const).map((name) => (
      <a key={name} href={`#${name}`} {...(name === page && { "aria-current": "page" as const })}>
        {text.deskPages[name]}
      </a>
    ))}
  </nav>
);
