import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { TicketStatus } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { isEmpty, type Draft } from "../../state/drafts.ts";
import { isUploading } from "../../state/files.ts";
import { Icon } from "../../ui/icon.tsx";
import { sendKeys } from "../../ui/key-names.ts";

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

export function SendButtons({ draft, send }: { draft: Draft; send: (then?: TicketStatus) => void }): VNode {
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const isNote = draft.internal.value;
  const isStill = isEmpty(draft) || draft.isSending.value || isUploading(draft.files.value);
  const label = draft.isSending.value ? text.composer.sending : isNote ? text.composer.addNote : text.composer.send;
  const close = (): void => {
    isOpen.value = false;
  };
  return (
    <div
      class="send"
      ref={root}
      onFocusOut={(event) => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen.value) return;
        event.preventDefault();
        close();
      }}
    >
      <kbd dir="ltr" aria-hidden="true">
        {sendKeys.join(" ")}
      </kbd>
      <div class="split">
        <button class="button primary" disabled={isStill} aria-keyshortcuts="Control+Enter Meta+Enter">
          {label}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={isStill}
          aria-label={text.composer.more}
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          <Icon name="down" size={16} />
        </button>
      </div>
      {isOpen.value && (
        <ul class="menu">
          {followUps.map((status) => (
            <li key={status}>
              <button
                type="button"
                onClick={() => {
                  close();
                  send(status);
                }}
              >
                <Icon name={status} size={16} />
                {isNote ? text.composer.addAnd(text.status[status]) : text.composer.sendAnd(text.status[status])}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
