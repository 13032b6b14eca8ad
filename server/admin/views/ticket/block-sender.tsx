import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { block } from "../../state/blocks.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";

/** For a ticket from the open form. Only its address is known: a network is never kept with a ticket. */
export function BlockSender({ email }: { email: string }): VNode {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="link-button start"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {text.blocked.sender}
      </button>
      {isOpen.value && (
        <FormDialog
          title={text.blocked.sender}
          confirm={text.blocked.add}
          onClose={() => {
            isOpen.value = false;
          }}
          act={() => block({ kind: "address", value: email, note: "" })}
        >
          {() => (
            <>
              <p class="strong">
                <bdi>{email}</bdi>
              </p>
              <p class="quiet">{text.blocked.senderLead}</p>
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}
