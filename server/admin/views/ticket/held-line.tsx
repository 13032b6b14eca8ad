import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { isViewer } from "../../state/session.ts";
import { changeTicket } from "../../state/ticket.ts";
import { Icon } from "../../ui/icon.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";

export const HeldLine = (): VNode => (
  <div class="held-line">
    <Icon name="lock" />
    <div>
      <strong>{text.ticket.heldTitle}</strong>
      <p class="hint">{text.ticket.heldLead}</p>
    </div>
    {!isViewer.value && (
      <PassingButton class="button" onClick={() => void changeTicket({ held: false }, { held: false })}>
        {text.ticket.release}
      </PassingButton>
    )}
  </div>
);
