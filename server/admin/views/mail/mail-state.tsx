import type { VNode } from "preact";
import type { Mail } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

const stateIcons: Record<Mail["state"], IconName> = {
  kept: "closed",
  queued: "waiting",
  sent: "solved",
  failed: "warning",
  bounced: "warning",
  received: "waiting",
  filed: "solved",
  parked: "warning",
  noted: "closed",
};

export const MailState = ({ state }: { state: Mail["state"] }): VNode => (
  <span class={`status mail-${state}`}>
    <Icon name={stateIcons[state]} size={16} />
    {text.mail.states[state]}
  </span>
);
