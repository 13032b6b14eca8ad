import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { StaffAccount } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { changeStaff, inviteAgain, removeStaff, staff } from "../../state/staff.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { NameField } from "../../ui/name-field.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { isReachSaid, ReachField } from "../../ui/reach-field.tsx";
import { RoleSelect } from "./role-select.tsx";

interface ChangeProps {
  account: StaffAccount;
  onClose: () => void;
}

export function ChangeStaff({ account, onClose }: ChangeProps): VNode {
  const isRemoving = useSignal(false);
  // A link would let them in once and never again, and switched on they could not sign in either.
  const same = staff.items.value?.find(({ id }) => id === account.sameAs);
  if (isRemoving.value) return <RemoveStaff account={account} onClose={onClose} />;
  return (
    <Dialog title={account.name} onClose={onClose}>
      <NameAndRole account={account} onClose={onClose} />
      <div class="acts">
        {same && (
          <p class="note-line">
            <Icon name="warning" size={16} />
            <span>{text.staff.sameHint(same.name)}</span>
          </p>
        )}
        {account.state !== "off" && !same && (
          <Act
            title={text.staff.acts.link}
            label={text.staff.again}
            hint={text.staff.againHint}
            act={async () => {
              await inviteAgain(account.id);
              onClose();
            }}
          />
        )}
        {!(same && account.state === "off") && <OnOrOff account={account} onClose={onClose} />}
        {account.hasTotp && (
          <Act
            title={text.account.totp}
            label={text.staff.resetTotp}
            hint={text.staff.resetTotpHint}
            act={async () => {
              await changeStaff(account.id, { totp: null });
              onClose();
            }}
          />
        )}
        <Act
          title={text.staff.acts.remove}
          isGrave
          label={text.staff.remove}
          hint={text.staff.removeHint}
          act={async () => {
            isRemoving.value = true;
          }}
        />
      </div>
    </Dialog>
  );
}

function OnOrOff({ account, onClose }: ChangeProps): VNode {
  const isOff = account.state === "off";
  return (
    <Act
      title={text.staff.acts.access}
      label={isOff ? text.staff.turnOn : text.staff.turnOff}
      hint={isOff ? text.staff.turnOnHint : text.staff.turnOffHint}
      act={async () => {
        await changeStaff(account.id, { off: !isOff });
        onClose();
      }}
    />
  );
}

function NameAndRole({ account, onClose }: ChangeProps): VNode {
  const name = useSignal(account.name);
  const role = useSignal(account.role);
  const projects = useSignal(account.projects);
  const { problem, isBusy, run } = useForm();
  const isNarrowed = String(projects.value) !== String(account.projects);
  const isChanged = name.value !== account.name || role.value !== account.role || isNarrowed;
  const isSaid = role.value === "admin" || isReachSaid(projects.value);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        const saved = run(() =>
          changeStaff(account.id, {
            name: name.peek(),
            role: role.peek(),
            ...(isNarrowed && { projects: projects.peek() }),
          }),
        );
        void saved.then((isSaved) => isSaved && onClose());
      }}
    >
      <NameField label={text.settings.name} name={name} problem={problem.value} />
      <RoleSelect role={role} />
      {role.value !== "admin" && <ReachField reach={projects} />}
      <FormProblem problem={problem.value} />
      <div class="form-foot">
        <button class="button primary" disabled={isBusy.value || !isChanged || !isSaid}>
          {text.save}
        </button>
      </div>
    </form>
  );
}

interface ActProps {
  title: string;
  label: string;
  hint: string;
  /** Hard to take back. */
  isGrave?: boolean;
  act: () => Promise<void>;
}

/** A button beside its title and the sentence that says what it does. */
function Act({ title, label, hint, isGrave, act }: ActProps): VNode {
  const { problem, isBusy, run } = useForm();
  return (
    <div class="act">
      <div>
        <h3>{title}</h3>
        <p class="hint">{hint}</p>
        {problem.value && (
          <p class="field-problem" role="alert">
            {problemText(problem.value)}
          </p>
        )}
      </div>
      <button
        type="button"
        class={isGrave ? "button grave" : "button"}
        disabled={isBusy.value}
        onClick={() => void run(act)}
      >
        {label}
      </button>
    </div>
  );
}

const RemoveStaff = ({ account, onClose }: ChangeProps): VNode => (
  <ConfirmDialog
    title={text.staff.removeTitle(account.name)}
    confirm={text.staff.remove}
    lead={text.staff.removeHint}
    onClose={onClose}
    act={() => removeStaff(account)}
  />
);
