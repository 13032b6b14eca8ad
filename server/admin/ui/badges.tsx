import type { VNode } from "preact";
import type { TicketPriority, TicketStatus } from "../../contract/index.ts";
import { text } from "../locales/text.ts";
import { Icon } from "./icon.tsx";

export const StatusBadge = ({ status }: { status: TicketStatus }): VNode => (
  <span class={`status status-${status}`}>
    <Icon name={status} size={16} />
    {text.status[status]}
  </span>
);

/** Only what is out of the ordinary is worth a sign. */
export function PriorityMark({ priority }: { priority: TicketPriority }): VNode | null {
  if (priority === "normal") return null;
  return (
    <span class={`priority priority-${priority}`}>
      <Icon name={priority} size={16} />
      {text.priority[priority]}
    </span>
  );
}

/** Between letters that would join, as in Arabic: two initials are no word. */
const apart = "\u200C";

const initials = (name: string): string => {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return (
    ends
      .map((word) => [...(word ?? "")][0] ?? "")
      .join(apart)
      .toLocaleUpperCase() || "·"
  );
};

export const Avatar = ({ name, kind }: { name: string; kind: "customer" | "staff" }): VNode => (
  <span class={`avatar avatar-${kind}`} aria-hidden="true">
    {initials(name)}
  </span>
);
