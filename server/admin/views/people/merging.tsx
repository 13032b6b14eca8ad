/** Two rows for one person: merge, undo, or say that they are two. And what deletes one. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { CustomerProfile } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { findCustomers } from "../../state/find-people.ts";
import { deleteCustomer, mergeCustomer, saveCustomer, undoMerge } from "../../state/person.ts";
import { isAdmin } from "../../state/session.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";
import { Picker, type Pick } from "../../ui/picker.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";

export function CustomerMenu({ customer }: { customer: CustomerProfile }): VNode {
  const open = useSignal<"merge" | "delete" | null>(null);
  const close = (): void => {
    open.value = null;
  };
  return (
    <>
      <Menu
        label={text.people.actions(customer.name)}
        items={[
          { label: text.person.merge, icon: "people", act: () => (open.value = "merge") },
          ...(isAdmin.value
            ? [
                {
                  label: text.person.delete,
                  icon: "trash" as const,
                  isDanger: true,
                  act: () => (open.value = "delete"),
                },
              ]
            : []),
        ]}
      />
      {open.value === "merge" && <MergeDialog customer={customer} into={null} onClose={close} />}
      {open.value === "delete" && <DeleteDialog customer={customer} onClose={close} />}
    </>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }): VNode => (
  <ul class="bullets">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

function MergeDialog(props: { customer: CustomerProfile; into: Pick | null; onClose: () => void }): VNode {
  const { customer, into, onClose } = props;
  const stays = useSignal<Pick | null>(into);
  const chosen = stays.value;
  const merge = async (): Promise<void> => {
    if (chosen) await mergeCustomer(customer, chosen);
  };
  const others = async (q: string): Promise<Pick[]> =>
    (await findCustomers(customer.project.id)(q)).filter(({ id }) => id !== customer.id);
  return (
    <FormDialog
      title={text.person.mergeTitle(customer.name)}
      confirm={text.person.mergeConfirm}
      isReady={chosen !== null}
      onClose={onClose}
      act={merge}
    >
      {() => (
        <>
          <Picker
            label={text.person.mergeInto}
            placeholder={text.people.search}
            value={chosen}
            search={others}
            onPick={(picked) => {
              stays.value = picked;
            }}
          />
          {chosen && <Lines lines={text.person.mergeWhat(customer.name, chosen.name)} />}
        </>
      )}
    </FormDialog>
  );
}

const DeleteDialog = ({ customer, onClose }: { customer: CustomerProfile; onClose: () => void }): VNode => (
  <ConfirmDialog
    title={text.person.deleteTitle(customer.name)}
    confirm={text.person.delete}
    onClose={onClose}
    act={() => deleteCustomer(customer)}
  >
    <Lines lines={text.person.deleteWhat} />
  </ConfirmDialog>
);

/** The same proven address came from the site under another id, or two spellings of one mailbox were two customers. */
export function SamePerson({ customer }: { customer: CustomerProfile }): VNode | null {
  const isMergeOpen = useSignal(false);
  const { problem, isBusy, run } = useForm();
  const other = customer.sameAs;
  if (!other) return null;
  return (
    <section class="note-line" aria-label={text.person.same}>
      <Icon name="people" size={16} />
      <div class="grow">
        <strong>{text.person.same}</strong>
        <p>
          {customer.formerEmail === null
            ? text.person.sameLead(other.name)
            : text.person.sameMailbox(other.name, customer.formerEmail)}
        </p>
        {problem.value && <p role="alert">{problemText(problem.value)}</p>}
      </div>
      <div class="note-acts">
        <button
          type="button"
          class="button small"
          onClick={() => {
            isMergeOpen.value = true;
          }}
        >
          {text.person.sameMerge}
        </button>
        <PassingButton
          class="button small"
          isBusy={isBusy.value}
          onClick={() => void run(() => saveCustomer(customer.id, { sameAs: null }))}
        >
          {text.person.sameNot}
        </PassingButton>
      </div>
      {isMergeOpen.value && (
        <MergeDialog
          customer={customer}
          into={{ id: other.id, name: other.name, detail: other.email }}
          onClose={() => {
            isMergeOpen.value = false;
          }}
        />
      )}
    </section>
  );
}

export function Merges({ customer }: { customer: CustomerProfile }): VNode | null {
  const { problem, isBusy, run } = useForm();
  if (customer.merges.length === 0) return null;
  return (
    <section class="card tight" aria-label={text.person.merges}>
      <h2>{text.person.merges}</h2>
      <ul class="merges">
        {customer.merges.map(({ id, name, email, mergedAt }) => (
          <li key={id}>
            <span class="two-lines grow">
              <bdi class="clip">{name}</bdi>
              <span class="hint clip">
                {email && <bdi>{email} · </bdi>}
                <Time iso={mergedAt} />
              </span>
            </span>
            <PassingButton
              class="button small"
              aria-label={text.person.undoOf(name)}
              isBusy={isBusy.value}
              onClick={() => void run(() => undoMerge(customer.id, id))}
            >
              {text.person.undo}
            </PassingButton>
          </li>
        ))}
      </ul>
      <FormProblem problem={problem.value} />
    </section>
  );
}
