import type { VNode } from "preact";
import type { Inbox } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { deleteInbox } from "../../state/settings.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useForm } from "../../ui/form-state.ts";
import { problemText } from "../../ui/problem-text.ts";

export function DeleteInbox({
  project,
  inbox,
  onClose,
}: {
  project: string;
  inbox: Inbox;
  onClose: () => void;
}): VNode {
  const { problem, isBusy, run } = useForm();
  return (
    <Dialog title={text.settings.deleteInboxTitle(inbox.name)} onClose={onClose}>
      <p class="quiet">{text.settings.deleteInboxLead}</p>
      {problem.value && (
        <p class="form-problem" role="alert">
          {problem.value.code === "not_permitted" ? text.settings.inboxKept : problemText(problem.value)}
        </p>
      )}
      <div class="form-foot">
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={isBusy.value}
          onClick={() => void run(() => deleteInbox(project, inbox.id))}
        >
          {text.settings.deleteInboxConfirm}
        </button>
      </div>
    </Dialog>
  );
}
