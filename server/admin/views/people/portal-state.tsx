import type { VNode } from "preact";
import type { Customer, InvitationState } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";

const icons: Record<InvitationState, IconName> = {
  none: "dash",
  sent: "mail",
  bounced: "warning",
  opened: "open",
  registered: "solved",
};

const since = ({ invitation, invitedAt, openedAt, registeredAt }: Customer): string | null =>
  ({ none: null, sent: invitedAt, bounced: invitedAt, opened: openedAt, registered: registeredAt })[invitation];

/** How far somebody is on the way in, and since when. */
export function PortalState({ customer }: { customer: Customer }): VNode {
  const { stoppedAt } = customer;
  if (stoppedAt) {
    return (
      <span class="status invitation-bounced">
        <Icon name="warning" size={16} />
        {text.people.stopped}
        <Time iso={stoppedAt} />
      </span>
    );
  }
  const at = since(customer);
  return (
    <span class={`status invitation-${customer.invitation}`}>
      <Icon name={icons[customer.invitation]} size={16} />
      {text.people.states[customer.invitation]}
      {at && <Time iso={at} />}
    </span>
  );
}
