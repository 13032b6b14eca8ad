import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Inbox } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { countTickets, deleteInbox, inboxes } from "../../state/settings.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";

interface DeleteInboxProps {
  project: string;
  inbox: Inbox;
  onClose: () => void;
}

/** Says what stands in the way before anybody presses; the button is there for what can be done. */
export function DeleteInbox({ project, inbox, onClose }: DeleteInboxProps): VNode {
  const count = useSignal<number | null>(null);
  const { problem, run } = useForm();
  const isLast = inboxes.value[project]?.length === 1;
  useEffect(() => {
    void run(async () => {
      count.value = await countTickets(inbox.id);
    });
  }, []);
  return (
    <ConfirmDialog
      title={text.settings.deleteInboxTitle(inbox.name)}
      confirm={text.settings.deleteInboxConfirm}
      isReady={count.value === 0 && !isLast}
      onClose={onClose}
      act={() => deleteInbox(project, inbox.id)}
    >
      {isLast ? <p>{text.problems.last_inbox}</p> : count.value !== null && <Holds inbox={inbox} count={count.value} />}
      <FormProblem problem={problem.value} />
    </ConfirmDialog>
  );
}

const Holds = ({ inbox, count }: { inbox: Inbox; count: number }): VNode =>
  count === 0 ? (
    <p class="quiet">{text.settings.inboxEmpty}</p>
  ) : (
    <>
      <p>{text.settings.inboxHolds(count)}</p>
      <a href={hashOf({ page: "tickets", filter: { view: "all", inbox: inbox.id }, ticket: null })}>
        {text.settings.showItsTickets}
      </a>
    </>
  );
