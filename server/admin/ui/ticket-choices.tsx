/** What a ticket can be, with the signs that its rows and badges have. */
import type { TicketPriority, TicketStatus } from "../../contract/index.ts";
import { text } from "../locales/text.ts";
import { Avatar } from "./badges.tsx";
import type { Choice } from "./choices/choice-list.tsx";
import { Icon } from "./icon.tsx";

export const statusChoices = (Object.keys(text.status) as TicketStatus[]).map((value, place) => ({
  value,
  label: text.status[value],
  mark: (
    <span class={`status-${value}`}>
      <Icon name={value} size={16} />
    </span>
  ),
  shortcut: String(place + 1),
}));

const priorities: readonly TicketPriority[] = ["urgent", "high", "normal", "low"];

export const priorityChoices: readonly Choice[] = priorities.map((value) => ({
  value,
  label: text.priority[value],
  mark: (
    <span class={`priority-${value}`}>
      <Icon name={value === "normal" ? "dash" : value} size={16} />
    </span>
  ),
}));

export const agentChoice = ({ id, name }: { id: string; name: string }): Choice => ({
  value: id,
  label: name,
  mark: <Avatar name={name} kind="staff" />,
});

export const nobodyChoice = (value: string, label: string): Choice => ({
  value,
  label,
  mark: <Icon name="person" size={16} />,
});
