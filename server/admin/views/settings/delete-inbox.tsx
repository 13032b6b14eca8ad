import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Inbox } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import type { ApiProblem } from "../../problem.ts";
import { hashOf } from "../../router.ts";
import { countTickets, deleteInbox, inboxes, readInboxes } from "../../state/settings.ts";
import { named } from "../../ui/choices/choice-list.tsx";
import { Select } from "../../ui/choices/select.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { fieldText } from "../../ui/problem-text.ts";

interface DeleteInboxProps {
  project: string;
  inbox: Inbox;
  onClose: () => void;
}

/** Says before anybody presses what it holds and asks where that goes; one press moves and deletes. */
export function DeleteInbox({ project, inbox, onClose }: DeleteInboxProps): VNode {
  const count = useSignal<number | null>(null);
  const chosen = useSignal("");
  const { problem, run } = useForm();
  const others = (inboxes.value[project] ?? []).filter(({ id }) => id !== inbox.id);
  const isLast = others.length === 0;
  const holds = count.value !== null && count.value > 0;
  // Nobody has to choose where there is no choice.
  const target = others.find(({ id }, _, { length }) => id === chosen.value || length === 1);
  const look = async (): Promise<void> => {
    count.value = await countTickets(inbox.id);
  };
  useEffect(() => void run(look), []);

  const act = async (): Promise<void> => {
    try {
      await deleteInbox(project, inbox.id, holds ? target!.id : undefined);
    } catch (cause) {
      // Meanwhile a ticket has come, or somebody else has deleted one of the two.
      await readInboxes(project);
      if (inboxes.peek()[project]?.some(({ id }) => id === inbox.id)) await look();
      throw cause;
    }
  };
  return (
    <FormDialog
      title={text.settings.deleteInboxTitle(inbox.name)}
      confirm={holds && !isLast ? text.settings.moveAndDelete : text.settings.deleteInboxConfirm}
      isDanger
      isReady={!isLast && (holds ? target !== undefined : count.value === 0)}
      onClose={onClose}
      act={act}
    >
      {(refused: ApiProblem | null) => (
        <>
          {isLast && <p>{text.problems.last_inbox}</p>}
          {!isLast && count.value === 0 && <p class="quiet">{text.settings.inboxEmpty}</p>}
          {!isLast && holds && (
            <>
              <p>{text.settings.inboxHolds(count.value!)}</p>
              <a href={hashOf({ page: "tickets", filter: { view: "all", inbox: inbox.id }, ticket: null })}>
                {text.settings.showItsTickets}
              </a>
              <Select
                label={text.settings.moveTicketsTo}
                hint={text.settings.moveTicketsToHint}
                placeholder={text.settings.chooseInbox}
                value={target?.id ?? ""}
                choices={others.map(named)}
                problem={fieldText(refused, "moveTo")}
                onValue={(id) => {
                  chosen.value = id;
                }}
              />
            </>
          )}
          <FormProblem problem={problem.value} />
        </>
      )}
    </FormDialog>
  );
}
