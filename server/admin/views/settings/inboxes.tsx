import { useSignal, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Inbox } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import type { ApiProblem } from "../../problem.ts";
import { createInbox, inboxes, readInboxes, saveInbox, toggleInbox } from "../../state/settings.ts";
import { Select } from "../../ui/choices/select.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormProblem } from "../../ui/form-problem.tsx";
import { factField, useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { NameField } from "../../ui/name-field.tsx";
import { Switch } from "../../ui/switch.tsx";
import { DeleteInbox } from "./delete-inbox.tsx";
import { SaveForm } from "../../ui/save-form.tsx";

export function Inboxes({ project }: { project: string }): VNode {
  const { problem, run } = useForm();
  const isNewOpen = useSignal(false);
  useEffect(() => void run(() => readInboxes(project)), []);
  const items = inboxes.value[project];
  return (
    <div class="sections">
      <header class="settings-head">
        <p class="quiet">{text.settings.inboxesLead}</p>
        <button
          type="button"
          class="button"
          onClick={() => {
            isNewOpen.value = true;
          }}
        >
          <Icon name="plus" />
          {text.settings.addInbox}
        </button>
      </header>
      <FormProblem problem={problem.value} />
      {items && !items.some(({ portal }) => portal) && (
        <p class="form-problem" role="alert">
          {text.settings.noneInPortal}
        </p>
      )}
      {items?.map((inbox) => (
        <InboxCard key={inbox.id} project={project} inbox={inbox} />
      ))}
      {isNewOpen.value && (
        <NewInbox
          project={project}
          onClose={() => {
            isNewOpen.value = false;
          }}
        />
      )}
    </div>
  );
}

function InboxCard({ project, inbox }: { project: string; inbox: Inbox }): VNode {
  const name = useSignal(inbox.name);
  const address = useSignal(inbox.address ?? "");
  const isDeleteOpen = useSignal(false);
  return (
    <section class="card" aria-label={inbox.name}>
      <header class="settings-head">
        <h2 dir="auto">{inbox.name}</h2>
        <button
          type="button"
          class="button quiet-button"
          onClick={() => {
            isDeleteOpen.value = true;
          }}
        >
          <Icon name="trash" size={16} />
          {text.settings.deleteInbox}
        </button>
      </header>
      <Switch
        label={text.settings.inPortal}
        sentence={inbox.portal ? text.settings.inPortalOn : text.settings.inPortalOff}
        checked={inbox.portal}
        onChange={(portal) => void toggleInbox(project, inbox, { portal })}
      />
      <Select
        label={text.settings.replyAs}
        hint={inbox.replyAs === "agent" ? text.settings.replyAsAgentHint : text.settings.replyAsInboxHint}
        value={inbox.replyAs}
        choices={[
          { value: "agent", label: text.settings.replyAsAgent },
          { value: "inbox", label: text.settings.replyAsInbox },
        ]}
        onValue={(replyAs) => void toggleInbox(project, inbox, { replyAs: replyAs as Inbox["replyAs"] })}
      />
      <SaveForm
        isChanged={name.value !== inbox.name || address.value !== (inbox.address ?? "")}
        save={() => saveInbox(project, inbox.id, { name: name.value, address: address.value || null })}
      >
        {(problem) => <Fields name={name} address={address} problem={problem} />}
      </SaveForm>
      {inbox.intake && (
        <p class="hint">
          {text.settings.intake} <bdi class="intake">{inbox.intake}</bdi>
        </p>
      )}
      {isDeleteOpen.value && (
        <DeleteInbox
          project={project}
          inbox={inbox}
          onClose={() => {
            isDeleteOpen.value = false;
          }}
        />
      )}
    </section>
  );
}

function NewInbox({ project, onClose }: { project: string; onClose: () => void }): VNode {
  const name = useSignal("");
  const address = useSignal("");
  const create = (): Promise<void> =>
    createInbox(project, { name: name.peek(), ...(address.peek() && { address: address.peek() }) });
  return (
    <FormDialog title={text.settings.addInbox} confirm={text.settings.addInbox} onClose={onClose} act={create}>
      {(problem) => <Fields name={name} address={address} problem={problem} autofocus />}
    </FormDialog>
  );
}

interface FieldsProps {
  name: Signal<string>;
  address: Signal<string>;
  problem: ApiProblem | null;
  autofocus?: boolean;
}

const Fields = ({ name, address, problem, autofocus = false }: FieldsProps): VNode => (
  <>
    <NameField label={text.settings.inboxName} autofocus={autofocus} name={name} problem={problem} />
    <TextField
      label={text.settings.inboxAddress}
      hint={text.settings.inboxAddressHint}
      type="email"
      {...factField(address, problem, "address")}
    />
  </>
);
