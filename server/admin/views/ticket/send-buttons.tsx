import type { VNode } from "preact";
import type { TicketStatus } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { isEmpty, type Draft } from "../../state/drafts.ts";
import { isUploading } from "../../state/files.ts";
import { isViewer } from "../../state/session.ts";
import { sendKeys } from "../../ui/key-names.ts";
import { Menu } from "../../ui/menu.tsx";

/** Which may be set along with a message. */
const offered: Record<TicketStatus, boolean> = {
  new: false,
  open: false,
  waiting: true,
  "on-hold": true,
  solved: true,
  closed: false,
};
const followUps = (Object.keys(offered) as TicketStatus[]).filter((status) => offered[status]);

interface Buttons {
  draft: Draft;
  /** The customer has the ticket open: what is sent cannot be taken back. */
  isLive: boolean;
  send: (then?: TicketStatus) => void;
}

export function SendButtons({ draft, isLive, send }: Buttons): VNode {
  const isNote = draft.internal.value;
  const isStill = isEmpty(draft) || draft.isSending.value || isUploading(draft.files.value);
  const label = draft.isSending.value
    ? text.composer.sending
    : isNote
      ? text.composer.addNote
      : isLive
        ? text.undo.live
        : text.composer.send;
  return (
    <div class="send">
      <kbd dir="ltr" aria-hidden="true">
        {sendKeys.join(" ")}
      </kbd>
      <div class="split">
        <button class="button primary" disabled={isStill} aria-keyshortcuts="Control+Enter Meta+Enter">
          {label}
        </button>
        {!isViewer.value && (
          <Menu
            label={text.composer.more}
            icon="down"
            look="button primary"
            isDisabled={isStill}
            items={followUps.map((status) => ({
              label: isNote ? text.composer.addAnd(text.status[status]) : text.composer.sendAnd(text.status[status]),
              icon: status,
              act: () => send(status),
            }))}
          />
        )}
      </div>
    </div>
  );
}
