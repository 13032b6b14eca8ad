import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { BlockedSender, Reach } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { block, blocks, unblock } from "../../state/blocks.ts";
import { isViewer } from "../../state/session.ts";
import { Select } from "../../ui/choices/select.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { factField, useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { ListStates } from "../../ui/list-states.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { isReachSaid, ReachField, reachWords } from "../../ui/reach-field.tsx";
import { Time } from "../../ui/time.tsx";
import { PageHead, toSettings } from "../shell/page-head.tsx";

const kinds = ["address", "network"] as const;
const read = (): void => void blocks.read({});

export function Blocked(): VNode {
  const isNewOpen = useSignal(false);
  useEffect(read, []);
  return (
    <>
      <PageHead title={text.deskPages.blocked} back={toSettings()}>
        {!isViewer.value && (
          <button
            type="button"
            class="button primary"
            onClick={() => {
              isNewOpen.value = true;
            }}
          >
            <Icon name="plus" />
            {text.blocked.add}
          </button>
        )}
      </PageHead>
      <p class="quiet">{text.blocked.lead}</p>
      <ListStates list={blocks} failed={text.notRead} again={read} empty={text.blocked.empty}>
        {(senders) => (
          <ul class="lines">
            {senders.map((sender) => (
              <li key={sender.id}>
                <Sender sender={sender} />
              </li>
            ))}
          </ul>
        )}
      </ListStates>
      {isNewOpen.value && (
        <NewBlock
          onClose={() => {
            isNewOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function Sender({ sender: { id, kind, value, note, projects, createdAt } }: { sender: BlockedSender }): VNode {
  const { problem, isBusy, run } = useForm();
  return (
    <div class="line">
      <div class="line-text">
        <p>
          <bdi class="strong">{value}</bdi>
        </p>
        <p class="hint">
          {text.blocked.kinds[kind]} · <Time iso={createdAt} />
          {projects !== "all" && (
            <>
              {" · "}
              <bdi>{reachWords(projects)}</bdi>
            </>
          )}
          {note && (
            <>
              {" · "}
              <bdi>{note}</bdi>
            </>
          )}
        </p>
        {problem.value && (
          <p class="field-problem" role="alert">
            {problemText(problem.value)}
          </p>
        )}
      </div>
      {!isViewer.value && (
        <button
          type="button"
          class="button small"
          disabled={isBusy.value}
          aria-label={text.blocked.removeOf(value)}
          onClick={() => void run(() => unblock(id))}
        >
          {text.blocked.remove}
        </button>
      )}
    </div>
  );
}

function NewBlock({ onClose }: { onClose: () => void }): VNode {
  const kind = useSignal<BlockedSender["kind"]>("address");
  const value = useSignal("");
  const note = useSignal("");
  const reach = useSignal<Reach>("all");
  const act = async (): Promise<void> => {
    const projects = reach.peek();
    // All that are one's own, for whoever does not have all.
    await block({ kind: kind.peek(), value: value.peek(), note: note.peek(), ...(projects !== "all" && { projects }) });
    await blocks.read({});
  };
  return (
    <FormDialog
      title={text.blocked.addTitle}
      confirm={text.blocked.add}
      isReady={isReachSaid(reach.value)}
      onClose={onClose}
      act={act}
    >
      {(problem) => (
        <>
          <Select
            label={text.blocked.kind}
            value={kind.value}
            choices={kinds.map((one) => ({ value: one, label: text.blocked.kinds[one] }))}
            onValue={(chosen) => {
              kind.value = chosen as BlockedSender["kind"];
            }}
          />
          <TextField
            label={text.blocked.value[kind.value]}
            hint={text.blocked.valueHint[kind.value]}
            maxLength={254}
            required
            autofocus
            {...factField(value, problem, "value")}
          />
          <TextField
            label={text.blocked.note}
            hint={text.blocked.noteHint}
            maxLength={200}
            {...factField(note, problem, "note")}
          />
          <ReachField reach={reach} />
        </>
      )}
    </FormDialog>
  );
}
