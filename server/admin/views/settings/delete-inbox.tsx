import type { VNode } from "preact";
import type { Inbox } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { deleteInbox } from "../../state/settings.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

export const DeleteInbox = ({
  project,
  inbox,
  onClose,
}: {
  project: string;
  inbox: Inbox;
  onClose: () => void;
}): VNode => (
  <ConfirmDialog
    title={text.settings.deleteInboxTitle(inbox.name)}
    confirm={text.settings.deleteInboxConfirm}
    lead={text.settings.deleteInboxLead}
    onClose={onClose}
    act={() => deleteInbox(project, inbox.id)}
    explain={({ code }) => (code === "not_permitted" ? text.settings.inboxKept : undefined)}
  />
);
