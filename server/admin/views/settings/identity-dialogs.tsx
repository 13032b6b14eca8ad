import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { deleteIdentityKey, endSessions } from "../../state/identity.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useForm } from "../../ui/form-state.ts";
import { problemText } from "../../ui/problem-text.ts";
import { secretName } from "./site-code.ts";

/** Left by its button only: the secret is nowhere else, and a click beside it would lose it. */
export function NewSecret({ kid, secret, onClose }: { kid: string; secret: string; onClose: () => void }): VNode {
  const id = useId();
  return (
    <Dialog title={text.identity.secretTitle}>
      <p class="quiet">{text.identity.secretLead(secretName)}</p>
      <div class="field">
        <label for={`${id}-kid`}>{text.identity.keyId}</label>
        <input id={`${id}-kid`} readOnly value={kid} dir="ltr" />
      </div>
      <div class="field">
        <label for={id}>{text.identity.secret}</label>
        <div class="with-button">
          <input id={id} readOnly value={secret} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
          <CopyButton label={text.identity.copySecret} value={secret} />
        </div>
      </div>
      <div class="form-foot">
        <button type="button" class="button primary" onClick={onClose}>
          {text.identity.done}
        </button>
      </div>
    </Dialog>
  );
}

export function DeleteKey({ project, kid, onClose }: { project: string; kid: string; onClose: () => void }): VNode {
  const { problem, isBusy, run } = useForm();
  const all = useSignal(false);
  const remove = async (): Promise<void> => {
    await deleteIdentityKey(project, kid, all.value);
    onClose();
  };
  return (
    <Dialog title={text.identity.removeTitle} onClose={onClose}>
      <p class="quiet">{text.identity.removeLead}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={all.value}
          onChange={(event) => {
            all.value = event.currentTarget.checked;
          }}
        />
        {text.identity.alsoAll}
      </label>
      {problem.value && (
        <p class="form-problem" role="alert">
          {problemText(problem.value)}
        </p>
      )}
      <div class="form-foot">
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
        <button type="button" class="button danger" disabled={isBusy.value} onClick={() => void run(remove)}>
          {text.identity.removeConfirm}
        </button>
      </div>
    </Dialog>
  );
}

export function EndSessions({ project, onClose }: { project: string; onClose: () => void }): VNode {
  const { problem, isBusy, run } = useForm();
  const end = async (): Promise<void> => {
    await endSessions(project);
    onClose();
  };
  return (
    <Dialog title={text.identity.endAllTitle} onClose={onClose}>
      <p class="quiet">{text.identity.sessionsLead}</p>
      {problem.value && (
        <p class="form-problem" role="alert">
          {problemText(problem.value)}
        </p>
      )}
      <div class="form-foot">
        <button type="button" class="button" onClick={onClose}>
          {text.cancel}
        </button>
        <button type="button" class="button danger" disabled={isBusy.value} onClick={() => void run(end)}>
          {text.identity.endAll}
        </button>
      </div>
    </Dialog>
  );
}
